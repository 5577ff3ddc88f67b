package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MedicalRecordNumberDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsNumbersBehindTheirWords() {
        return DetectorTable.check(new MedicalRecordNumberDetector(), """
                MRN: 00012345                                  => 00012345
                MRN 00012345                                   => 00012345
                MRN#00012345                                   => 00012345
                MRN # 00012345.                                => 00012345
                (MRN=00012345)                                 => 00012345
                mrn ab12345                                    => AB12345
                MRN is 12345                                   => 12345
                M.R.N. 12345                                   => 12345
                MR# 123456                                     => 123456
                MRN 12-34-56                                   => 123456
                MRN 123 456 78                                 => 12345678
                MRN 123 456 tel 555-555-0142                   => 123456
                MRN no. 00012345                               => 00012345
                MRN\\n00012345                                  => 00012345
                МRN: 00012345 with a Cyrillic letter           => 00012345
                Medical record number 98765432                 => 98765432
                Medical Record No: 98765432                    => 98765432
                medical record # 98765432                      => 98765432
                Med. rec. no. 98765432                         => 98765432
                Chart no. 55512                                => 55512
                Chart # A-55512                                => A55512
                Patient ID: P0012345                           => P0012345
                patient number 12345678                        => 12345678
                Pt ID 12345678                                 => 12345678
                MRN 11111 and MRN 22222                        => 11111, 22222
                MRNs 11111, 22222                              => 11111, 22222
                MRN00012345                                    => 00012345
                MRN for Mr. Okafor is 00012345                 => 00012345
                EMR # 778899                                   => 778899
                Encounter number 778899                        => 778899
                Accession #: S26-12345                         => S2612345
                Medical Record Number (MRN): 98765432          => 98765432
                Our file: SP-361629                            => SP361629
                Client ID I2108202                             => I2108202
                MR No: 448201                                  => 448201
                HRN 448201                                     => 448201
                EMPI: 100448201                                => 100448201
                her chart is 448201                            => 448201
                Radiology no. X448201                          => X448201
                Patientennummer 448201                         => 448201
                Dossier médical no 448201                      => 448201
                """);
    }

    @TestFactory
    Stream<DynamicTest> findsNumbersThatAreShortOrHaveNoDigits() {
        return DetectorTable.check(new MedicalRecordNumberDetector(), """
                MRN 1234                                       => 1234
                MR 5 has pneumonia                             => 5
                MR 2026/7: margins clear                       => 20267
                medical record 5: improving                    => 5
                chart no. 7 called                             => 7
                Medical record 448120: improving               => 448120
                Medical record: 448120                         => 448120
                MR 448201 has pneumonia                        => 448201
                MR: 448201                                     => 448201
                Chart: 445512                                  => 445512
                Patient: 448120                                => 448120
                MRN: QZ-TRA                                    => QZTRA
                Chart no.;Reason\\n5;migraine\\n7;asthma      => 5, 7
                Name;MRN;Reason\\nQuill;KTX;warts              => KTX
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new MedicalRecordNumberDetector(), """
                Order number 00012345                          =>
                Invoice no. 12345678                           =>
                Your medical record number is available        =>
                Medical records are kept six years             =>
                The chart shows 12345 visits                   =>
                patient 12345                                  =>
                MRN pending                                    =>
                MRN NA                                         =>
                MR imaging 5 mm slices                         =>
                Mr 5                                           =>
                Record no. 2026/7 of the contract              =>
                medical record 5 years old                     =>
                the patient record 03/14/2026                  =>
                the medical record 2026-03-14                  =>
                medical record 20260314                        =>
                medical record 12000 pages                     =>
                Mr 448201                                      =>
                patient 555-555-0142                           =>
                IMRN 12345678                                  =>
                MRN on invoice 12345678                        =>
                Case number 12345678                           =>
                MRN, DOB 03/14/1962                            =>
                Call about the chart. Ext 12345                =>
                Patient phone 555-555-0142                     =>
                MRN: 12345678901234567890                      =>
                https://portal.example/book?id=784733451 visit =>
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please send the medical records 2019-2024 to our archive.",
                "medical record 2019-2024",
                "medical records 2024-2025 retention policy",
                "Medical Records 12500 Main Street, Suite 4",
                "health record 12500 of the export",
                "Chart 202612 of sales",
            })
    void yearsHousesAndFiguresAreNone(String text) {
        assertThat(inspected(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "medical record 448120",
                "MR 448120",
                "Chart: 448120",
                "Her medical records 448120 show that the patient has asthma",
                "The patient has asthma, see her chart 448120",
            })
    void recordNumbersOfAPatientCount(String text) {
        assertThat(inspected(text)).containsExactly(new Identifier(PhiKind.MEDICAL_RECORD_NUMBER, "448120"));
    }

    private static List<Identifier> inspected(String text) {
        return InspectorTest.inspect("From: Reception <a@practice.example>\n\n" + text).identifiers().stream()
                .filter(one -> one.kind() == PhiKind.MEDICAL_RECORD_NUMBER)
                .toList();
    }
}
