package org.sealpost.consent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sealpost.mail.PracticeId;

/** A system outside that knows what patients agreed to, beside what is on record here. */
public interface ConsentSource {

    /**
     * What it tells of patients at this moment. It is asked for every message, so where none is configured it must cost
     * next to nothing; where one is, it answers within its time-out, with {@link Told.Away} if need be, and never throws.
     *
     * @return nothing for a patient of whom the record here is all there is to know
     */
    Map<PatientId, Told> of(PracticeId practice, Set<PatientId> patients, Instant now);

    /** What it tells of one patient. */
    sealed interface Told {

        /** What holds there, beside the records here; the newest counts. */
        record Consents(List<NewConsent> consents) implements Told {
            public Consents {
                consents = List.copyOf(consents);
            }
        }

        /** It does not answer, or not lately enough: no consent counts. */
        record Away() implements Told {}

        /**
         * There is no such system, or no more: nobody knows whether what one told before still holds, so that of it only
         * what restricts does. The other records count.
         */
        record NobodyAsked() implements Told {}

        /**
         * It tells something that was not understood: no consent counts, but for what restricts.
         *
         * @param understood what it tells beside that
         */
        record NotUnderstood(List<NewConsent> understood) implements Told {
            public NotUnderstood {
                understood = List.copyOf(understood);
            }
        }
    }
}
