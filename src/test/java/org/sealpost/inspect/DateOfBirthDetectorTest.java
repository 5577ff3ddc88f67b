package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DateOfBirthDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsDatesOfBirth() {
        return DetectorTable.check(new DateOfBirthDetector(KnownNames.none()), """
                DOB: 03/14/1962                                => 1962-03-14
                DOB 3/14/62                                    => 1962-03-14
                DOB 03-14-1962                                 => 1962-03-14
                D.O.B. 1962-03-14                              => 1962-03-14
                dob:1962-03-14                                 => 1962-03-14
                date of birth: March 14, 1962                  => 1962-03-14
                Date of birth 14 Mar 1962                      => 1962-03-14
                date_of_birth=1962-03-14                       => 1962-03-14
                birth date 14.3.1962                           => 1962-03-14
                birthdate 14th of March 1962                   => 1962-03-14
                born on Mar. 14th, 1962                        => 1962-03-14
                She was born 14-Mar-1962 in Springfield        => 1962-03-14
                DOB 14/03/1962                                 => 1962-03-14
                DOB 19620314                                   => 1962-03-14
                1962-03-14 (DOB)                               => 1962-03-14
                DOB\\n03/14/1962                                => 1962-03-14
                DOB 03/14/1962, seen 10/02/2024                => 1962-03-14
                DOB 03⁄14⁄1962 with fraction slashes           => 1962-03-14
                Dana Whitfield, 11-24-2021, MR# 00012345 => 2021-11-24
                Whitfield, Dana (03/14/1962) => 1962-03-14
                Dana de la Cruz 03/14/1962 => 1962-03-14
                DOB 14/Mar/1962                                => 1962-03-14
                DOB 14/MAR/1962                                => 1962-03-14
                DOB Mar/14/1962                                => 1962-03-14
                DOB 1962-Mar-14                                => 1962-03-14
                """);
    }

    @TestFactory
    Stream<DynamicTest> findsWhatLooksLikeAnyNumberRightBehindItsWords() {
        return DetectorTable.check(new DateOfBirthDetector(KnownNames.none()), """
                DOB 03 14 1962                                 => 1962-03-14
                DOB: 3 14 62, seen today                       => 1962-03-14
                DOB 031462                                     => 1962-03-14
                DOB 03/1962                                    => 1962-03
                born in March 1962                             => 1962-03
                date of birth is Mar. 1962                     => 1962-03
                Name;DOB;Phone\\nDana;031462;x\\nSam;020371;y   => 1962-03-14, 1971-02-03
                DOB 448120                                     =>
                DOB 03 14 1962 7                               => 1962-03-14
                DOB 99/1962                                    =>
                born 1962                                      =>
                He was born. In March 1962 we opened           =>
                In March 1962 we opened                        =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> findsADayLongAgoBehindANameBesideADayOfCare() {
        return DetectorTable.check(new DateOfBirthDetector(KnownNames.none()), """
                Next visit 11/20/2026, Exemplar 04/03/1961     => 1961-04-03
                Appointment: Exemplar 04/03/1961               => 1961-04-03
                Appointment: Exemplar 04/03/2024               =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherDatesAlone() {
        return DetectorTable.check(new DateOfBirthDetector(KnownNames.none()), """
                Appointment on 03/14/2026                      =>
                Date: March 14, 2026                           =>
                DOB on file                                    =>
                DOB 13/32/1962                                 =>
                DOB 02/30/1962                                 =>
                DOB 03/14/1662                                 =>
                seen 10/02/2024. DOB is on file                =>
                stubborn 03/14/1962                            =>
                version 1.2.3                                  =>
                DOB 12345678                                   =>
                Prairie Orthopedics, 11/24/2021 =>
                Appointment: Dana Whitfield, 11/24/2021 =>
                """);
    }
}
