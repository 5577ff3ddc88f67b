package org.sealpost.policy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the owner of an address agreed to. */
public sealed interface ConsentFacts {

    /** Nobody of that address is a patient. */
    record NotAPatient() implements ConsentFacts {}

    /** A patient, but no consent is in force. */
    record NoConsent(Reason reason) implements ConsentFacts {

        /** Why none is in force. */
        public enum Reason {
            NONE_ON_RECORD("no consent is on record"),
            EXPIRED("the consent has expired"),
            REVOKED("the consent was revoked"),
            OTHER_PURPOSE("the consent does not cover what this message is for"),
            SOURCE_AWAY("the record system that knows the consent does not answer"),
            NOT_UNDERSTOOD(
                    "what a list or the record system tells of the consent was not understood: correct it and send it again"),
            CONTRADICTORY("consents that were given at the same time have no way in common: ask the patient, and record"
                    + " the one that holds with its own time"),
            ADDRESS_ENDED("the record system no longer has this address as the patient's"),
            NO_AUTHORIZATION("there is no authorisation for marketing");

            private final String words;

            Reason(String words) {
                this.words = words;
            }

            /** The name in rules. */
            public String key() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }

            /** A clause for people. */
            public String words() {
                return words;
            }
        }
    }

    /**
     * The patient wrote first, and nothing else is on record: the practice may take it that e-mail is acceptable (HHS FAQ
     * 570), but nobody has warned the patient of the risk, so that ordinary mail is not agreed to.
     */
    record WroteFirst(String consentId) implements ConsentFacts {}

    /** A request for no e-mail at all (45 CFR 164.522(b)). */
    record Refused(String consentId) implements ConsentFacts {}

    /**
     * A consent on record. Whether it has expired or covers treatment is looked at when it is decided, too.
     *
     * @param evidence where the warning and the patient's choice are recorded; without it {@code unencrypted} does
     *     not count
     * @param consentId the record's id, never a name
     * @param expires absent when it holds until revoked
     */
    record Granted(
            Set<ConsentChannel> channels,
            Set<ConsentPurpose> purposes,
            Optional<String> evidence,
            String consentId,
            Optional<Instant> expires)
            implements ConsentFacts {

        public Granted {
            channels = channels.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(channels));
            purposes = purposes.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(purposes));
        }

        /** Why the consent does not count at that moment for that purpose, or nothing when it counts. */
        public Optional<NoConsent.Reason> invalidity(Instant now, ConsentPurpose purpose) {
            if (expires.isPresent() && !now.isBefore(expires.get())) {
                return Optional.of(NoConsent.Reason.EXPIRED);
            }
            boolean covered = purposes.contains(purpose)
                    || (purposes.contains(ConsentPurpose.ALL) && purpose != ConsentPurpose.MARKETING);
            return covered ? Optional.empty() : Optional.of(NoConsent.Reason.OTHER_PURPOSE);
        }

        /** Whether the patient accepted the risk of ordinary mail, with evidence. */
        public boolean acceptsUnencrypted() {
            return channels.contains(ConsentChannel.UNENCRYPTED)
                    && evidence.filter(text -> !text.isBlank()).isPresent();
        }

        /** Without the evidence, which may hold words about the patient. */
        @Override
        public String toString() {
            return "Granted[consentId=" + consentId + ", channels=" + channels + ", purposes=" + purposes + "]";
        }
    }

    /** Several patients share the address: what is strictest of all counts. */
    record Shared(List<ConsentFacts> each) implements ConsentFacts {
        public Shared {
            each = List.copyOf(each);
        }
    }
}
