package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DeviceDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsDevices() {
        return DetectorTable.check(new DeviceDetector(), """
                Serial number: SN123456                                    => SN123456
                serial # 12345678                                          => 12345678
                Serial No. AB-123456                                       => AB123456
                S/N 12345678                                               => 12345678
                SN: PJN123456H                                             => PJN123456H
                pacemaker serial PJN123456H                                => PJN123456H
                Device ID: 778899X1                                        => 778899X1
                Device serial number 445566                                => 445566
                implant # 998877                                           => 998877
                pump serial number 123456-7                                => 1234567
                UDI (01)00614141999996                                     => 00614141999996
                (01)00614141999996(17)261231(21)ABC123                     => 00614141999996
                IMEI 490154203237518                                       => 490154203237518
                Implant serial number\\nABC12345                            => ABC12345
                Insulin pump SN: MMT-1780K-99812                           => MMT1780K99812
                the printer of her pacemaker has serial number PM448120    => PM448120
                The copier is broken. Pacemaker serial number PM448120     => PM448120
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new DeviceDetector(), """
                (01)00614141999997 has another check digit                 =>
                00614141999996 alone                                       =>
                serial killer of 1999                                      =>
                serial key 12345-ABCDE                                     =>
                the device shipped in 2026                                 =>
                device settings 1.2                                        =>
                serial dilution 1:1000                                     =>
                Lot # 12345                                                =>
                model number 12345                                         =>
                SN 12                                                      =>
                The copier in room 3 is broken, serial number XK-448120    =>
                Laptop S/N 12345678                                        =>
                """);
    }
}
