package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/** Records in the forms that machines exchange. */
class PatientSegmentsTest {

    @Test
    void sayWhoseTheyAre() {
        String hl7 = "PID|1||00012345^^^HOSPITAL||EXAMPLE^DANA^Q||19620314|F|PID|x\nDG1|1||E11.9^DIABETES\n";
        String x12 =
                "NM1*IL*1*SAMPLE*ERIN****MI*W123456789~DMG*D8*19710304*F~HI*ABK:I10*ABF:E119~N4*HONOLULU*HI*96813~";

        assertThat(PatientSegments.of(SearchText.of(hl7)))
                .extracting(PatientSegments.Entry::kind, PatientSegments.Entry::value)
                .contains(
                        tuple(PhiKind.MEDICAL_RECORD_NUMBER, "00012345"),
                        tuple(PhiKind.DATE_OF_BIRTH, "1962-03-14"),
                        tuple(PhiKind.DIAGNOSIS_CODE, "E11.9"));
        assertThat(PatientSegments.of(SearchText.of(x12)))
                .extracting(PatientSegments.Entry::kind)
                .containsExactlyInAnyOrder(
                        PhiKind.NAME,
                        PhiKind.HEALTH_PLAN,
                        PhiKind.DATE_OF_BIRTH,
                        PhiKind.DIAGNOSIS_CODE,
                        PhiKind.DIAGNOSIS_CODE);
    }

    @Test
    void haveAsManyFieldsAsTheStandardsKnowHoweverCloselyTheyStand() {
        assertThat(PatientSegments.of(SearchText.of("HI" + "*ABF:I10".repeat(12) + "~")))
                .hasSize(12);
        assertThat(PatientSegments.of(SearchText.of("HI*HI*HI*ABK:I10~"))).isNotEmpty();
        assertThat(PatientSegments.of(SearchText.of("PID|"))).isEmpty();
    }
}
