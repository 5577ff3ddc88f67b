package org.sealpost.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found in the message.
 *
 * @param counts key of a PHI kind such as {@code diagnosis-code} to how often it was found
 * @param health whether something about a patient's health was found (in this version any kind counts)
 * @param otherPatient whether another patient than the recipient was identified
 * @param uninspectable what could not be read and why, in clauses without content
 */
public record FindingFacts(
        Map<String, Integer> counts, boolean health, boolean otherPatient, List<String> uninspectable) {

    public FindingFacts {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        uninspectable = List.copyOf(uninspectable);
    }

    /** Nothing was found, and all was read. */
    public static FindingFacts nothing() {
        return new FindingFacts(Map.of(), false, false, List.of());
    }

    /** Whether protected health information was found. */
    public boolean phi() {
        return health || otherPatient || !counts.isEmpty();
    }

    /** Whether the message must be treated as one with health information: found, or not to be ruled out. */
    public boolean sensitive() {
        return phi() || !uninspectable.isEmpty();
    }
}
