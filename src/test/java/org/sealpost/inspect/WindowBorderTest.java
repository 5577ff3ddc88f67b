package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.PersonName;

/** What stands across the border of two windows is found as anywhere else, and once, with the words that it needs. */
class WindowBorderTest {

    private static final int BORDER = 32 * 1024;
    private static final int AROUND = 700;
    private static final int STEP = 3;

    private static final KnownNames PATIENTS =
            KnownNames.builder().add(new PersonName("Anna", "van der Berg")).build();

    private record Sample(Detector detector, String text) {}

    @TestFactory
    Stream<DynamicTest> findsEachKindWhereverABorderIs() {
        return Stream.of(
                        new Sample(new KnownNameDetector(PATIENTS), "Anna Maria van der Berg"),
                        new Sample(new KnownNameDetector(PATIENTS), "van der Berg, Anna"),
                        new Sample(new LabelledNameDetector(PATIENTS), "Patient: Dana Whitfield, seen"),
                        new Sample(new LabelledNameDetector(PATIENTS), "Mr. Okafor"),
                        new Sample(new MedicalRecordNumberDetector(), "MRN for the new patient here is 00012345"),
                        new Sample(new HealthPlanDetector(), "member ID: XQW123456789"),
                        new Sample(new AccountDetector(), "4111 1111 1111 1111"),
                        new Sample(new LicenseDetector(), "DEA number is AB1234563"),
                        new Sample(new VehicleDetector(), "1HGCM82633A004352"),
                        new Sample(new DeviceDetector(), "UDI (01)00614141999996"),
                        new Sample(new DateOfBirthDetector(KnownNames.none()), "date of birth: March 14, 1962"),
                        new Sample(
                                new CareDateDetector(),
                                "Your appointment with the doctor is confirmed for Tuesday, March 14, 2026"),
                        new Sample(new PhoneDetector(), "call (555) 555-0142"),
                        new Sample(new FaxDetector(), "Fax number: 555.555.0142"),
                        new Sample(new EmailDetector(), "jane.doe@mail.example.org"),
                        new Sample(new UrlDetector(), "https://portal.example.org/visit/1"),
                        new Sample(new InternetAddressDetector(), "192.0.2.1"),
                        new Sample(new ProviderDetector(), "National Provider Identifier 1234567893"),
                        new Sample(new DiagnosisCodeDetector(), "diagnosis code v43.52"),
                        new Sample(new ProcedureCodeDetector(), "CPT codes: 99213"),
                        new Sample(new LoincDetector(), "LOINC code: 4548-4"),
                        new Sample(new DrugDetector(), "a refill, they said, of the lithium"),
                        new Sample(new LabResultDetector(), "hemoglobin A1c came back at 8.2"),
                        new Sample(new ConditionDetector(), "end stage renal disease"),
                        new Sample(new ConditionDetector(), "treated, as it went on for long, for the cold"))
                .map(sample -> DynamicTest.dynamicTest(sample.text(), () -> {
                    List<String> alone = found(sample.detector(), sample.text());
                    assertThat(alone).hasSize(1);
                    for (int at = BORDER - AROUND; at < BORDER + AROUND; at += STEP) {
                        String text = filler(at) + " ; " + sample.text() + " ; " + filler(BORDER);
                        assertThat(found(sample.detector(), text))
                                .as("at %d", at)
                                .isEqualTo(alone);
                    }
                }));
    }

    private static List<String> found(Detector detector, String text) {
        List<String> found = new ArrayList<>();
        TextWindows.each(text, () -> false, window -> detector.find(window, found::add));
        return found;
    }

    private static String filler(int length) {
        return "lorem ipsum, amet ".repeat(length / 18 + 1).substring(0, length);
    }
}
