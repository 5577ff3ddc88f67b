package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ProviderDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsProviders() {
        return DetectorTable.check(new ProviderDetector(), """
                NPI 1234567893                                             => 1234567893
                NPI: 1234567893                                            => 1234567893
                NPI# 1234567893                                            => 1234567893
                NPI number 1234567893                                      => 1234567893
                National Provider Identifier 1234567893                    => 1234567893
                npi is 1245319599                                          => 1245319599
                (NPI 1245319599)                                           => 1245319599
                NPI No. 1234567893                                         => 1234567893
                NPI\\n1234567893                                            => 1234567893
                NPI 1234567893, 1245319599                                 => 1234567893, 1245319599
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new ProviderDetector(), """
                1234567893                                                 =>
                NPI 1234567890                                             =>
                NPI 3234567893                                             =>
                NPI 123456789                                              =>
                NPI 12345678931                                            =>
                call 1234567893                                            =>
                NPI pending                                                =>
                NPI registry                                               =>
                Order 1234567893                                           =>
                NPI 555-555-0142                                           =>
                """);
    }
}
