package org.sealpost.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.MessageId;

/**
 * That something was told of one patient to one recipient: a message was delivered, or may have been, or was read in the
 * portal. An event that tells of several patients, or several recipients, is a disclosure of each to each.
 *
 * @param event that says so
 * @param place among the disclosures that the event is
 * @param patient by the practice's patient id of that time
 * @param known whether it certainly happened
 * @param consents ids of the consents that the decision rested on, whosesoever
 */
public record Disclosure(
        UUID event,
        int place,
        Instant time,
        Optional<MessageId> message,
        String patient,
        Pseudonym recipient,
        boolean known,
        Way way,
        List<UUID> consents) {

    public Disclosure {
        consents = List.copyOf(consents);
    }

    /** By which way it was told. */
    public sealed interface Way {

        /**
         * By mail.
         *
         * @param nextHop {@code host:port}, if it is known
         * @param address of the next hop as it was connected to, if it is known
         * @param protection the level at which it left, if it is known
         */
        record Mail(Optional<String> nextHop, Optional<String> address, Optional<String> protection) implements Way {}

        /** In the patient portal. */
        record Portal() implements Way {}
    }

    /** Shows the event only. */
    @Override
    public String toString() {
        return "Disclosure[" + event + "]";
    }
}
