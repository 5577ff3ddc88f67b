package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HealthPlanDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsNumbersOfMembersAndBeneficiaries() {
        return DetectorTable.check(new HealthPlanDetector(), """
                Member ID: XQW123456789                                    => XQW123456789
                Member ID# XQW123456789                                    => XQW123456789
                member id is W2345 67890                                   => W2345
                Member No. 123456789                                       => 123456789
                Subscriber ID: 987654321A                                  => 987654321A
                SUBSCRIBER #: 987654321                                    => 987654321
                Policy Number: AB-1234567                                  => AB1234567
                Policy # 55512345                                          => 55512345
                Group No: 0098765                                          => 0098765
                Group #: 0098765-10                                        => 009876510
                Insurance ID H1234567801                                   => H1234567801
                Plan ID: 12345XY                                           => 12345XY
                Medicaid ID: 1234567890A                                   => 1234567890A
                Medicaid number 123456789                                  => 123456789
                Medi-Cal ID 91234567A                                      => 91234567A
                Tricare ID 123456789                                       => 123456789
                MBI: 1EG4-TE5-MK73                                         => 1EG4TE5MK73
                1EG4TE5MK73                                                => 1EG4TE5MK73
                Medicare 1EG4-TE5-MK73                                     => 1EG4TE5MK73
                her card says 1eg4-te5-mk73                                => 1EG4TE5MK73
                Beneficiary ID: 778899001                                  => 778899001
                Enrollee ID 778899001                                      => 778899001
                RxGrp: RX12345                                             => RX12345
                Member ID\\n778899001                                       => 778899001
                Insurance (VPV194710982)                                  => VPV194710982
                Patient Dana Whitfield, id# ZBL805966228                  => ZBL805966228
                Insurance ID: ZGP 8821 4410                               => ZGP88214410
                BCBS member number XYZ 882 110 293                        => XYZ882110293
                Tricare, sponsor ID 448201993                             => 448201993
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new HealthPlanDetector(), """
                Member since 2015                                          =>
                Our members number 12000                                   =>
                group of 12345 people                                      =>
                Group visit at 10:30                                       =>
                Policy 12 of the handbook                                  =>
                Medicare pays 80 percent                                   =>
                Medicare Part B 2026                                       =>
                plan on 12345 boxes                                        =>
                Insurance covers 100%                                      =>
                1EG4-TE5-MK7 is too short                                  =>
                1SG4-TE5-MK73 has a letter that is not used                =>
                0EG4-TE5-MK73 begins with zero                             =>
                member services 800-555-0142                               =>
                Order number 1EG4-TE5-MK73                                 =>
                Plan: follow up in 2 weeks                                 =>
                The plan is PT 3 times a week                             =>
                """);
    }
}
