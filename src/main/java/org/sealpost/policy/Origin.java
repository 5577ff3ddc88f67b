package org.sealpost.policy;

import java.util.SortedSet;
import java.util.TreeSet;

/** Where a floor or an exclusion comes from, so that every decision can be traced to its cause. */
public sealed interface Origin {

    /**
     * A rule of the practice.
     *
     * @param line where it starts in the rules file
     */
    record Rule(String name, int line) implements Origin {}

    /** A consent on record; {@code id} is the record's, never a name. */
    record Consent(String id) implements Origin {}

    /** A patient for whom no consent is in force. */
    record PatientWithoutConsent() implements Origin {}

    /** A patient's request for confidential communication (45 CFR 164.522(b)). */
    record PatientRequest() implements Origin {}

    /** A label for substance-use records (42 CFR Part 2), on the patient or on the message. */
    record SubstanceUse() implements Origin {}

    /** A security label by which a record system restricts a patient's records, whatever they are of. */
    record RestrictedRecords() implements Origin {}

    /** The sender's word about what the message is for, the header field {@code X-Sealpost-Purpose}. */
    record Purpose() implements Origin {}

    /** What a scanner for malware found. */
    record Malware() implements Origin {}

    /**
     * What was found in the message.
     *
     * @param kinds keys of PHI kinds, and {@code uninspectable} for what could not be read
     */
    record Content(SortedSet<String> kinds) implements Origin {
        public Content {
            kinds = new TreeSet<>(kinds);
        }
    }

    /** Another patient than the recipient was identified in the message. */
    record OtherPatient() implements Origin {}

    /** The sender's own mark, the header field {@code X-Sealpost-Require}. */
    record SenderMark() implements Origin {}

    /** A setting of the installation, by its name. */
    record Setting(String name) implements Origin {}

    /** Something that could not be found out; {@code what} names it without content of the message. */
    record Failure(String what) implements Origin {}

    /**
     * The sender's demand for TLS all the way, the parameter REQUIRETLS of MAIL (RFC 8689).
     *
     * @param promised whether the next hop has to promise the same; a bounce is not lost for want of that (section 5)
     */
    record RequireTls(boolean promised) implements Origin {}

    /** What was decided for this message before: a later attempt may only raise it. */
    record EarlierDecision() implements Origin {}

    /** Whether the message says it, or something that reads the message: it can be asked of a message in the clear only. */
    default boolean isOfContent() {
        return switch (this) {
            // A condition may read anything, so what a rule says of ciphertext says nothing.
            case Rule rule -> true;
            case Purpose purpose -> true;
            case Malware malware -> true;
            case Content content -> true;
            case OtherPatient other -> true;
            case SenderMark mark -> true;
            case Failure failure -> true;
            case Consent consent -> false;
            case PatientWithoutConsent without -> false;
            case PatientRequest request -> false;
            case SubstanceUse label -> false;
            case RestrictedRecords label -> false;
            case Setting setting -> false;
            case RequireTls requireTls -> false;
            case EarlierDecision earlier -> false;
        };
    }
}
