package org.sealpost.policy;

import java.util.List;

/**
 * The last line of defence: whether a message may travel without proven TLS, found from the facts alone. It repeats
 * on purpose what {@link BuiltInFloors} already demands, in other words and by another way, so that a fault there does
 * not send a patient's mail in clear.
 */
final class UnprovenTransport {

    private UnprovenTransport() {}

    static boolean isPermitted(Facts facts) {
        if (!facts.failures().isEmpty()
                || facts.findings().malware().isPresent()
                || facts.message().purpose().isEmpty()
                || SubstanceUse.isLabelled(facts)
                || facts.patient().restricted()) {
            return false;
        }
        if (!facts.toPatient()) {
            return !facts.findings().sensitive();
        }
        List<ConsentFacts> consents =
                facts.consent() instanceof ConsentFacts.Shared shared ? shared.each() : List.of(facts.consent());
        return !facts.findings().otherPatient()
                && facts.patient().requests().stream()
                        .allMatch(request ->
                                !request.elsewhere() && request.channels().contains(ConsentChannel.UNENCRYPTED))
                && !consents.isEmpty()
                && consents.stream().allMatch(consent -> accepts(consent, facts));
    }

    private static boolean accepts(ConsentFacts consent, Facts facts) {
        return consent instanceof ConsentFacts.Granted granted
                && granted.acceptsUnencrypted()
                && facts.invalidity(granted).isEmpty();
    }
}
