package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ConditionDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsWhatHappenedToSomeoneWhoIsNamedBefore() {
        return DetectorTable.check(new ConditionDetector(), """
                Mr. Quillfeather passed away                               => passed away
                J.T. relapsed                                              => relapsed
                she has a bad cough                                        => cough
                Ottoline still has a rash                                  => rash
                The market has a cold                                      =>
                Mr. Hodgkin from the insurance company, and Dr. Graves     =>
                prices fell                                                =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> findsDiseasesSymptomsAndTreatments() {
        return DetectorTable.check(new ConditionDetector(), """
                type 2 diabetes                                            => type 2 diabetes
                Type II Diabetes                                           => type ii diabetes
                DIABETES MELLITUS                                          => diabetes mellitus
                hx of HTN and COPD                                         => htn, copd
                patient with MS                                            => ms
                DM2                                                        => dm2
                uti                                                        => uti
                Mr. Okafor cannot lie flat                                 => cannot lie flat
                Mr. Okafor keeps falling                                   => keeps falling
                Mr. Okafor lost 20 pounds                                  => pounds
                his scan came back clear                                   => scan came back clear
                UTI                                                        => uti
                Crohn's disease                                            => crohn disease
                Parkinson's                                                => parkinson
                Alzheimer’s disease                                        => alzheimer disease
                breast cancer                                              => breast cancer
                diagnosed with depression                                  => depression
                history of depression and anxiety                          => depression, anxiety
                patient has a cold                                         => cold
                fall at home, patient in pain                              => fall, in pain
                HIV positive                                               => hiv positive
                tested positive                                            => tested positive
                post-operative                                             => post operative
                alcohol use disorder                                       => alcohol use disorder
                substance\\nabuse                                           => substance abuse
                pregnant                                                   => pregnant
                miscarriage                                                => miscarriage
                seizures                                                   => seizures
                biopsies                                                   => biopsies
                migraines                                                  => migraines
                chemo                                                      => chemo
                suicidal ideation                                          => suicidal ideation
                AIDS                                                       => aids
                stage 3 cancer, oncology                                   => cancer, oncology
                tiene diabetes y presión alta                              => diabetes, presion alta
                gonorrhea                                                  => gonorrhea
                knee replacement                                           => knee replacement
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesEverydayWordsAlone() {
        return DetectorTable.check(new ConditionDetector(), """
                a cold front                                               =>
                fall semester                                              =>
                the Great Depression                                       =>
                economic depression                                        =>
                Cancer, Leo and Virgo                                      =>
                als in lower case                                          =>
                Mr. Okafor can't see why                                   =>
                he aids us                                                 =>
                MS Word                                                    =>
                TB of storage                                              =>
                add a row                                                  =>
                ADD the file                                               =>
                stroke of luck                                             =>
                mass mailing                                               =>
                network detox                                              =>
                sales fell                                                 =>
                the virus scanner                                          =>
                infection of the server                                    =>
                pad of paper                                               =>
                heart of the matter                                        =>
                stroke@example.org                                         =>
                diabetes.org                                               =>
                """);
    }
}
