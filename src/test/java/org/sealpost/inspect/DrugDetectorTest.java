package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DrugDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsMedicines() {
        return DetectorTable.check(new DrugDetector(), """
                started metformin 500 mg                                   => metformin
                Lisinopril 10mg daily                                      => lisinopril
                LISINOPRIL                                                 => lisinopril
                Take Advil or Tylenol                                      => advil, tylenol
                Concerta 36 mg                                             => concerta
                insulin glargine 20 units                                  => insulin glargine
                Insulin                                                    => insulin
                Eliquis 5 mg BID                                           => eliquis
                metoprolol succinate ER                                    => metoprolol succinate
                Z-Pak                                                      => z pak
                amoxicillin/clavulanate                                    => amoxicillin clavulanate
                amoxicillin-clavulanate                                    => amoxicillin clavulanate
                Ozempic's side effects                                     => ozempic
                lithium 300 mg                                             => lithium
                refill of lithium                                          => lithium
                aspirin 81mg                                               => aspirin
                Yaz tablets                                                => yaz
                allergic to lidocaine                                      => lidocaine
                Paxlovid and albuterol                                     => paxlovid, albuterol
                Humira pen                                                 => humira
                gabapentin\\n300 mg                                         => gabapentin
                lexapro                                                    => lexapro
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesEverydayWordsAlone() {
        return DetectorTable.check(new DrugDetector(), """
                lithium battery                                            =>
                lithium-ion batteries ship separately                      =>
                Soma Street                                                =>
                Norco, California                                          =>
                Exelon is a utility                                        =>
                senna the racing driver                                    =>
                Yaz and the Plastic Population                             =>
                versed in law                                              =>
                an actos speech                                            =>
                aspirin of the sixties                                     =>
                Azo dyes                                                   =>
                prozacs house                                              =>
                metforminx                                                 =>
                """);
    }
}
