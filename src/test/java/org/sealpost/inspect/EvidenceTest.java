package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final Identifier DATE = new Identifier(PhiKind.CARE_DATE, "2026-03-14");

    private final Evidence evidence = new Evidence();

    @Test
    void valuesThatTellNothingAloneDoNotCountAlone() {
        evidence.weigh(SearchText.of("The patient was seen. Your results are back."));
        evidence.of(PhiKind.CARE_DATE).ifIdentified(DATE.value());
        assertThat(evidence.identifiers()).isEmpty();
    }

    @Test
    void valuesThatTellNothingAloneCountWhereAPatientIsIdentified() {
        evidence.of(PhiKind.CARE_DATE).ifIdentified(DATE.value());
        evidence.of(PhiKind.MEDICAL_RECORD_NUMBER).value("00012345");
        assertThat(evidence.identifiers()).contains(DATE);
    }

    @Test
    void valuesThatTellNothingAloneDoNotCountWhereTheMessageIsAboutOtherThings() {
        evidence.weigh(SearchText.of("Unsubscribe. Webinar, free shipping, price list, invoice, warranty."));
        evidence.of(PhiKind.CARE_DATE).ifIdentified(DATE.value());
        evidence.of(PhiKind.MEDICAL_RECORD_NUMBER).value("00012345");
        assertThat(evidence.identifiers()).doesNotContain(DATE);
    }
}
