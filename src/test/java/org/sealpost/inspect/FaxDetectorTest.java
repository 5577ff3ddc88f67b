package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class FaxDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsNumbersOfFaxMachines() {
        return DetectorTable.check(new FaxDetector(), """
                Fax: (555) 555-0142                                        => 5555550142
                FAX 555-555-0142                                           => 5555550142
                fax 555 0142                                               => 5550142
                Fax number: 555.555.0142                                   => 5555550142
                Fax # 5555550142                                           => 5555550142
                faxed to 555-555-0142                                      => 5555550142
                facsimile (555) 555-0142                                   => 5555550142
                fax 123-456-7890                                           => 1234567890
                555-555-0142 (fax)                                         => 5555550142
                Phone: 555-555-0141 Fax: 555-555-0142                      => 5555550142
                Tel 555-555-0141 / Fax 555-555-0142                        => 5555550142
                P: 555-555-0142 | F: 555-555-0143 => 5555550143
                T (555) 555-0142 | F (555) 555-0143 => 5555550143
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesTelephonesToTheirOwnDetector() {
        return DetectorTable.check(new FaxDetector(), """
                Phone: 555-555-0142                                        =>
                555-555-0142                                               =>
                Fax: 555-555-0142 Phone: 555-555-0141                      => 5555550142
                call 555-555-0142 or send a fax                            =>
                fax number on file                                         =>
                Faxes are read daily                                       =>
                fax 12345                                                  =>
                Fax 312-555-0142 Tax 1234567890                            => 3125550142
                555-555-0142 (cell)                                        =>
                mobile 555-555-0142                                        =>
                Order by fax. Call 555-555-0142                            =>
                """);
    }
}
