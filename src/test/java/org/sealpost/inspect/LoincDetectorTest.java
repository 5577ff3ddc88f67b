package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LoincDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsCodesWithTheirCheckDigit() {
        return DetectorTable.check(new LoincDetector(), """
                LOINC 4548-4                                               => 4548-4
                LOINC: 2345-7                                              => 2345-7
                loinc code 2093-3                                          => 2093-3
                LOINC code: 718-7                                          => 718-7
                LOINC 4548-4, 2345-7                                       => 4548-4, 2345-7
                4548-4 (LOINC)                                             => 4548-4
                Hemoglobin A1c (LOINC 4548-4)                              => 4548-4
                LOINC# 2160-0                                              => 2160-0
                LOINC\\n2951-2                                              => 2951-2
                loinc number 3016-3                                        => 3016-3
                A1c 4548-4 => 4548-4
                Please add 2085-9 to the specimen of the patient => 2085-9
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new LoincDetector(), """
                4548-4                                                     =>
                LOINC 4548-5                                               =>
                LOINC 45484                                                =>
                LOINC 4548-44                                              =>
                Order 4548-4                                               =>
                LOINC release 2.77                                         =>
                LOINC 14548-4-1                                            =>
                score 10-2                                                 =>
                pages 12-5                                                 =>
                LOINC order number 4548-4                                  =>
                """);
    }
}
