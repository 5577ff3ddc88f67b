package org.sealpost.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was found in the message and about its address.
 *
 * @param counts key of a PHI kind such as {@code diagnosis-code} to how often it was found
 * @param identifier whether something tells who someone is; contact details alone do not
 * @param clinical whether something tells of someone's health
 * @param otherPatient whether another patient than the recipient was identified
 * @param malware the name of the malware that a scanner found
 * @param address what is doubtful about the recipient's address
 * @param uninspectable what could not be read and why, in clauses without content
 */
public record FindingFacts(
        Map<String, Integer> counts,
        boolean identifier,
        boolean clinical,
        boolean otherPatient,
        Optional<String> malware,
        Set<AddressFinding> address,
        List<String> uninspectable) {

    public FindingFacts {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        address = Set.copyOf(address);
        uninspectable = List.copyOf(uninspectable);
    }

    /** Content, by its kinds; without malware and with nothing to say of the address. */
    public FindingFacts(
            Map<String, Integer> counts,
            boolean identifier,
            boolean clinical,
            boolean otherPatient,
            List<String> uninspectable) {
        this(counts, identifier, clinical, otherPatient, Optional.empty(), Set.of(), uninspectable);
    }

    /** Nothing was found, and all was read. */
    public static FindingFacts nothing() {
        return new FindingFacts(Map.of(), false, false, false, List.of());
    }

    /** Whether something about a patient was found: who they are, or how they are. */
    public boolean health() {
        return identifier || clinical;
    }

    /** Whether both were found together: health content, and who it could be about. */
    public boolean identifiedHealth() {
        return identifier && clinical;
    }

    /** Whether protected health information was found. */
    public boolean phi() {
        return health() || otherPatient;
    }

    /** Whether the message must be treated as one with health information: found, or not to be ruled out. */
    public boolean sensitive() {
        return phi() || !uninspectable.isEmpty();
    }

    /** The same with another patient identified. */
    public FindingFacts withOtherPatient() {
        return new FindingFacts(counts, identifier, clinical, true, malware, address, uninspectable);
    }

    /** The same with what is doubtful about the address. */
    public FindingFacts of(Set<AddressFinding> doubts) {
        return new FindingFacts(counts, identifier, clinical, otherPatient, malware, doubts, uninspectable);
    }
}
