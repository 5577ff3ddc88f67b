package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PhoneDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsNumbersOfTheNorthAmericanPlan() {
        return DetectorTable.check(new PhoneDetector(), """
                (555) 555-0142                                 => 5555550142
                (555)555-0142                                  => 5555550142
                555-555-0142                                   => 5555550142
                555.555.0142                                   => 5555550142
                555 555 0142                                   => 5555550142
                +1 555 555 0142                                => 5555550142
                +1-555-555-0142                                => 5555550142
                1 (555) 555-0142                               => 5555550142
                +15555550142                                   => 5555550142
                Tel.: 5555550142                               => 5555550142
                call 555.0142                                  => 5550142
                Tel 555 0142                                   => 5550142
                Telefono: 555 555 0142                         => 5555550142
                555-0142                                       => 5550142
                555‑0142 with a non-breaking hyphen            => 5550142
                555-555-0142. Thanks                           => 5555550142
                555-555-0142 x12                               => 5555550142
                555-555-0142, 555-555-0143                     => 5555550142, 5555550143
                """);
    }

    @TestFactory
    Stream<DynamicTest> findsWhatThePlanDoesNotHaveBehindWordsAndWithAnAreaInBrackets() {
        return DetectorTable.check(new PhoneDetector(), """
                Please call her at (555) 123-4567 about it     => 5551234567
                (555) 123-4567                                 => 5551234567
                (055)055-0142                                  => 0550550142
                1 (123) 456-7890                               => 1234567890
                Phone: 123-456-7890                            => 1234567890
                Patient's cell: 555-123-4567                   => 5551234567
                Tel 155-0142                                   => 1550142
                call 5551234567                                => 5551234567
                Phone: 312-555-0142 or 312-155-0143            => 3125550142, 3121550143
                Phone: 312-555-0142 NPI 1528174960             => 3125550142
                Phone: 312-555-0142, 1528174960                => 3125550142
                Phone NPI 1528174960                           =>
                telephone 000-000-0000                         =>
                (000) 000-0000                                 =>
                555-123-4567 alone                             =>
                5551234567 alone                               =>
                phone order number 555-123-4567                =>
                (123) 45-6789                                  =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> findsNumbersOfOtherCountries() {
        return DetectorTable.check(new PhoneDetector(), """
                +49 30 901820                                  => 4930901820
                +44 (0)20 7946 0018                            => 4402079460018
                +52 55 5555 0134, he fell                      => 525555550134
                +447946001812                                  => 447946001812
                0049 30 901820                                 => 004930901820
                +20 and 30                                     =>
                MRN 00481234                                   =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new PhoneDetector(), """
                62704-1234 is a ZIP code                       =>
                123-45-6789                                    =>
                055-555-0142                                   =>
                555-055-0142                                   =>
                5555550142 alone                               =>
                555.0142 alone                                 =>
                2024-2025                                      =>
                4111 1111 1111 1111                            =>
                4234-555-0142                                  =>
                555-01423                                      =>
                155-0142                                       =>
                ISBN 978-555-0142-11-3                         =>
                fax 555-555-0142 is a fax machine's            =>
                Order number 555-555-0142                      =>
                Invoice # 555-0142                             =>
                tracking no. 555-0142                          =>
                """);
    }
}
