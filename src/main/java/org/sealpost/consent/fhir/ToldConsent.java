package org.sealpost.consent.fhir;

import java.util.List;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.PatientReference;

/** What a Consent tells at a moment. */
public sealed interface ToldConsent {

    /**
     * It is active.
     *
     * @param patient whose it is
     * @param consents for different purposes; at least one
     */
    record Given(PatientReference patient, List<NewConsent> consents) implements ToldConsent {
        public Given {
            consents = List.copyOf(consents);
        }
    }

    /** It does not hold: its status is another than active. */
    record NotActive() implements ToldConsent {}

    /** It is active, and its period has not begun. */
    record NotBegun() implements ToldConsent {}
}
