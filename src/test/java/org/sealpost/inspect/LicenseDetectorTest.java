package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LicenseDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsLicences() {
        return DetectorTable.check(new LicenseDetector(), """
                Driver's license D1234567                                  => D1234567
                Drivers license number: D123-4567-8901                     => D12345678901
                DL# D1234567                                               => D1234567
                DL no. 12345678                                            => 12345678
                State ID: 123456789                                        => 123456789
                passport number 123456789                                  => 123456789
                Passport No. C01234567                                     => C01234567
                Medical license # MD123456                                 => MD123456
                License number: A98765                                     => A98765
                CDL number 12345678                                        => 12345678
                DEA AB1234563                                              => AB1234563
                DEA #: AB1234563                                           => AB1234563
                DEA number is AB1234563                                    => AB1234563
                Certificate no. 1234567                                    => 1234567
                State of Ohio license no. 35-123456                        => 35123456
                OLN 448201993                                              => 448201993
                driving licence MORGA657054SM9IJ                           => MORGA657054SM9IJ
                nursing license RN448201                                   => RN448201
                green card A448201993                                      => A448201993
                alien registration number A448201993                       => A448201993
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new LicenseDetector(), """
                DEA AB1234567 has another check digit                      =>
                DEA schedule 2                                             =>
                AB1234563 alone                                            =>
                license key ABCD12345                                      =>
                driver's license renewal in 2026                           =>
                licensed for 12345 users                                   =>
                License 2.0                                                =>
                Apache License, Version 2.0                                =>
                certificate of 2026                                        =>
                The passport office opens at 8                             =>
                Green card required for parking lot 4482                   =>
                Your driving license course starts at 9                    =>
                """);
    }
}
