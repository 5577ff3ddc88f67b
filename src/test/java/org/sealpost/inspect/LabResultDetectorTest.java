package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LabResultDetectorTest {

    @TestFactory
    Stream<DynamicTest> takesInitialsAndDepartmentsForNoTest() {
        return DetectorTable.check(new LabResultDetector(), """
                Quillfeather K. 5 days after surgery                       =>
                toner for K 5 and C 2                                      =>
                Ms. Falk, HR, 555-0190                                     =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> findsResultsAndVitalSigns() {
        return DetectorTable.check(new LabResultDetector(), """
                HbA1c 8.2%                                                 => hba1c 8
                A1c: 9.1                                                   => a1c 9
                A1C was 7.4                                                => a1c 7
                your hemoglobin A1c came back at 8.2                       => hemoglobin a1c 8
                LDL 160 mg/dL                                              => ldl 160
                LDL cholesterol of 160                                     => ldl cholesterol 160
                TSH 4.52 uIU/mL                                            => tsh 4
                TSH elevated                                               => tsh elevated
                creatinine 1.8                                             => creatinine 1
                eGFR 48                                                    => egfr 48
                WBC 12.4                                                   => wbc 12
                glucose 182 mg/dL                                          => glucose 182
                fasting glucose: 126                                       => fasting glucose 126
                BP 140/90                                                  => bp 140
                blood pressure 152/94                                      => blood pressure 152
                patient's pulse 88                                         => pulse 88
                Patient weight 182 lbs                                     => weight 182
                INR 2.4                                                    => inr 2
                PSA 6.1 ng/mL                                              => psa 6
                HIV test negative                                          => hiv test negative
                HIV: non-reactive                                          => hiv reactive
                reactive for HIV                                           => hiv
                tested positive for chlamydia                              => chlamydia
                elevated creatinine                                        => creatinine
                strep test positive                                        => strep test positive
                hCG 1200                                                   => hcg 1200
                SpO2 94%                                                   => spo2 94
                BMI 34                                                     => bmi 34
                patient K 5.6                                              => k 5
                urine culture positive                                     => urine culture positive
                PHQ-9 score 14                                             => phq 9 14
                PHQ-9: 14                                                  => phq 9 14
                biopsy abnormal                                            => biopsy abnormal
                """);
    }

    @TestFactory
    Stream<DynamicTest> findsAValueBehindItsDayAndHowItWasTaken() {
        return DetectorTable.check(new LabResultDetector(), """
                HbA1c (03/14/2026): 8.2 %                                  => hba1c 8
                LDL 03/14/2026 160 mg/dL                                   => ldl 160
                LDL, March 14, 2026: 160                                   => ldl 160
                TSH drawn 11/02/2026: 8.9 uIU/mL                           => tsh 8
                TSH on 11/02/2026 elevated                                 => tsh elevated
                creatinine on Monday was 1.8                               => creatinine 1
                Glucose (random): 245 mg/dL                                => glucose 245
                Bilirubin, direct 4.2                                      => bilirubin 4
                BP (sitting) 152/94                                        => bp 152
                BP left arm 152/94                                         => bp 152
                Hemoglobin, POC 9.8                                        => hemoglobin 9
                patient, Temp (oral) 101.2                                 => temp 101
                A1c and TSH on 03/14/2026 at 10:30                         =>
                A1c on Monday at 10:30                                     =>
                A1c on Monday 3/16                                         =>
                A1c on 03/14/2026 at 10 am                                 =>
                A1c on 03/14/2026. 12 people came                          =>
                A1c 03/14/2026, 03/15/2026                                 =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> tellsAResultFromADayAnHourOrAPrice() {
        return DetectorTable.check(new LabResultDetector(), """
                Cholesterol test on Tuesday, 20 dollars                    =>
                Cholesterol test on Tuesday, 20.00 dollars                 =>
                Cholesterol test on Tuesday for just $45.50                =>
                PSA test on Tuesday 40% off                                =>
                Course: managing A1c on 12 May                             =>
                Agenda: INR on 4, then lunch                               =>
                Free cholesterol screening on 3/14                         =>
                glucose screening on the 5th of May                        =>
                Free PSA screening on Saturday, 9 to 2                     =>
                Free blood pressure screening on Saturday 10-2             =>
                Lead level screening on the 2nd and 4th Tuesday            =>
                cholesterol screening on 1200 Main Street                  =>
                creatinine on Monday 1.8                                   => creatinine 1
                glucose on Monday 245                                      => glucose 245
                glucose on Monday 245 mg/dL                                => glucose 245
                A1c on Monday 8 %                                          => a1c 8
                A1c on Monday: 8                                           => a1c 8
                INR on Tuesday was 3                                       => inr 3
                BP on Monday 140/90                                        => bp 140
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new LabResultDetector(), """
                A1C test kit, 20 tests                                     =>
                glucose test strips, box of 50                             =>
                glucose 50 strips per box                                  =>
                BP announced 2026 earnings                                 =>
                PSA 2026                                                   =>
                hemoglobin analyzer model 201                              =>
                cholesterol awareness month                                =>
                weight 12 lbs per box                                      =>
                temp 72 in the server room                                 =>
                pulse 3.1 release                                          =>
                cholesterol screening on 03/14/2026                        =>
                sodium 300 mg per serving                                  =>
                iron 12                                                    =>
                TSH. 12 people came                                        =>
                ratio 3:1                                                  =>
                LDL and HDL explained                                      =>
                """);
    }
}
