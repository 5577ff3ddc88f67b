package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class EndingsTest {

    @TestFactory
    Stream<DynamicTest> tellDiseasesAndOperationsThatNoDictionaryHas() {
        return DetectorTable.check(new ConditionDetector(), """
                She had a sialoadenectomy in May                           => sialoadenectomy
                coloproctitis                                              => coloproctitis
                two hemangioblastomas                                      => hemangioblastomas
                POLYCHONDRITIS                                             => polychondritis
                his proctodynia                                            => proctodynia
                after the pyeloplasty                                      => pyeloplasty
                """);
    }

    @TestFactory
    Stream<DynamicTest> tellMedicinesThatNoDictionaryHas() {
        return DetectorTable.check(new DrugDetector(), """
                started zofenopril                                         => zofenopril
                Zanubratinib 80 mg                                         => zanubratinib
                on vobarilizumab since March                               => vobarilizumab
                """);
    }

    @TestFactory
    Stream<DynamicTest> leaveEverydayWordsAndNamesAlone() {
        return DetectorTable.check(new ConditionDetector(), """
                her diploma from Oklahoma                                  =>
                an aroma of coffee                                         =>
                with deepest sympathy                                      =>
                life in academia                                           =>
                a false dichotomy                                          =>
                the prognosis for the market                               =>
                """);
    }
}
