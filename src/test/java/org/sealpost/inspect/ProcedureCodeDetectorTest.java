package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ProcedureCodeDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsCodesBehindTheirWords() {
        return DetectorTable.check(new ProcedureCodeDetector(), """
                CPT 99213                                                  => 99213
                CPT: 99213, 93000 and 80053                                => 99213, 93000, 80053
                CPT code 99213-25                                          => 99213
                CPT codes 99213/99214                                      => 99213, 99214
                cpt 99213                                                  => 99213
                CPT/HCPCS: J1100                                           => J1100
                HCPCS G0439                                                => G0439
                HCPCS code E0601                                           => E0601
                procedure code 27447                                       => 27447
                Procedure codes: 45378, 45380                              => 45378, 45380
                billing code 99396                                         => 99396
                billed 99213                                               => 99213
                modifier 25 on 99213                                       => 99213
                99213 (CPT)                                                => 99213
                CPT II 3044F                                               => 3044F
                CPT 0075T                                                  => 0075T
                CPT 0011A, 91301                                           => 0011A, 91301
                CPT: 0012M                                                 => 0012M
                J-code J0897                                               => J0897
                CPT\\n70553                                                 => 70553
                they denied the MRI 72148 => 72148
                99213 office visit => 99213
                27447 and 97110 need authorization => 27447, 97110
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new ProcedureCodeDetector(), """
                99213                                                      =>
                J1100                                                      =>
                Springfield, IL 62704                                      =>
                zip code 62704                                             =>
                Order number 99213                                         =>
                Item # J1100                                               =>
                model E0601                                                =>
                Room 12345                                                 =>
                vaccine 0011A                                              =>
                CPT 1230A                                                  =>
                CPT 999                                                    =>
                CPT 992133                                                 =>
                billed $12345                                              =>
                12345 boxes                                                =>
                Suite 10040                                                =>
                Hudson 75201, cough =>
                MRI costs $72148 =>
                """);
    }
}
