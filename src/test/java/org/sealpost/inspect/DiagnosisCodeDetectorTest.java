package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DiagnosisCodeDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsCodesWithADecimal() {
        return DetectorTable.check(new DiagnosisCodeDetector(), """
                E11.9                                          => E11.9
                Type 2 diabetes (E11.9), stable.               => E11.9
                F32.1                                          => F32.1
                S52.521A                                       => S52.521A
                Z79.4.                                         => Z79.4
                U07.1                                          => U07.1
                T50.A11A                                       => T50.A11A
                W19.XXXA                                       => W19.XXXA
                C7A.010                                        => C7A.010
                Z3A.20                                         => Z3A.20
                E11.A                                          => E11.A
                E11.9/E11.65                                   => E11.9, E11.65
                E11.9-E11.65                                   => E11.9, E11.65
                dx e11.9                                       => E11.9
                ICD-10: f32.1                                  => F32.1
                diagnosis code v43.52                          => V43.52
                ICD-10: I10                                    => I10
                dx E119                                        => E11.9
                ICD-10-CM: I10, E119, N183                     => I10, E11.9, N18.3
                Diagnosis: I10                                 => I10
                dx I10/E119                                    => I10, E11.9
                Е11.9 with a Cyrillic letter                   => E11.9
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesWhatOnlyLooksLikeACodeAlone() {
        return DetectorTable.check(new DiagnosisCodeDetector(), """
                version v1.2                                   =>
                V12.1 of the program                           =>
                e11.9 without a word                           =>
                A4.5 paper                                     =>
                B5.1                                           =>
                C99.1 is beyond the chapter                    =>
                T89.1                                          =>
                B12.pdf                                        =>
                B12.PDF                                        =>
                E11.example.org                                =>
                www.E11.9.example.org                          =>
                A10.5.3                                        =>
                AE11.9                                         =>
                E11.99999                                      =>
                E11                                            =>
                I10                                            =>
                room I10                                       =>
                access code A123                               =>
                dx on order number E119                        =>
                take the I10 freeway                           =>
                dx pending, B1.pdf                             =>
                image001.png@01D95F2A.B3C45670                 =>
                """);
    }
}
