package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class InternetAddressDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsAddresses() {
        return DetectorTable.check(new InternetAddressDetector(), """
                192.0.2.1                                                  => 192.0.2.1
                from 198.51.100.27.                                        => 198.51.100.27
                [203.0.113.5]                                              => 203.0.113.5
                IP address: 10.0.0.1                                       => 10.0.0.1
                10.0.0.1:8080                                              => 10.0.0.1
                2001:db8::8a2e:370:7334                                    => 2001:db8::8a2e:370:7334
                2001:0db8:85a3:0000:0000:8a2e:0370:7334                    => 2001:0db8:85a3:0000:0000:8a2e:0370:7334
                [2001:DB8:1::1]                                            => 2001:db8:1::1
                fe80::1ff:fe23:4567:890a                                   => fe80::1ff:fe23:4567:890a
                192.0.2.1, 192.0.2.2                                       => 192.0.2.1, 192.0.2.2
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesVersionsAndTimesAlone() {
        return DetectorTable.check(new InternetAddressDetector(), """
                version 1.2.3.4                                            =>
                ver. 10.0.0.1                                              =>
                1.2.3                                                      =>
                1.2.3.4.5                                                  =>
                256.1.1.1                                                  =>
                01.02.03.04                                                =>
                10:30:00                                                   =>
                a::b                                                       =>
                00:1B:44:11:3A:B7                                          =>
                std::vector                                                =>
                1:2:3                                                      =>
                Firmware 2.10.4.1                                          =>
                """);
    }
}
