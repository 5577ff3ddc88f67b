package org.sealpost.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.delivery.Lookup;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Decision;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Route;
import org.sealpost.smtp.client.NextHop;

/**
 * Recipients of one message who share a level, a next hop, what is added and whether it is signed, and so one copy; where it
 * stops they share what the sender is told of it, or what demands that it is held, which is released as one. S/MIME and the portal give
 * everyone a copy of their own: a copy encrypted for several would tell each of the others (and of a blind recipient).
 * Addresses beyond ASCII go apart from those in ASCII: a next hop without SMTPUTF8 refuses a whole transaction for one of
 * them (RFC 6531 section 3.2).
 *
 * @param recipients at least one
 */
record MessagePart(List<DecidedRecipient> recipients) {

    MessagePart {
        recipients = List.copyOf(recipients);
    }

    private record Key(
            Protection protection,
            Lookup lookup,
            List<String> notices,
            boolean signed,
            boolean ascii,
            Optional<Mailbox> alone,
            Optional<Stop> stop) {}

    /**
     * Why it goes nowhere, as far as it parts recipients: the words of a summary may be each one's own, such as a
     * certificate's fingerprint.
     *
     * @param words what is said of it
     */
    private record Stop(List<String> words) {

        static Optional<Stop> of(DecidedRecipient one) {
            return switch (one.decision().protection()) {
                case PLAIN, TLS, VERIFIED_TLS, SMIME, PORTAL -> Optional.empty();
                case HOLD -> Optional.of(new Stop(demands(one)));
                case REJECT ->
                    Optional.of(new Stop(one.decision().refusalText().stream().toList()));
            };
        }

        /** What demands that it is held, which a release waives; without a demand, why there is no other way. */
        private static List<String> demands(DecidedRecipient one) {
            List<String> holding = one.holding();
            return holding.isEmpty() ? List.of(one.decision().summary()) : holding;
        }
    }

    /** Splits recipients into as few parts as their decisions allow, in the order in which they came. */
    static List<MessagePart> split(List<DecidedRecipient> recipients) {
        Map<Key, List<DecidedRecipient>> parts = new LinkedHashMap<>();
        for (DecidedRecipient one : recipients) {
            Protection protection = one.decision().protection();
            boolean alone = protection == Protection.SMIME || protection == Protection.PORTAL;
            Key key = new Key(
                    protection,
                    one.lookup(),
                    one.decision().additions().notices(),
                    one.decision().additions().smime().signed(),
                    one.recipient().isAscii(),
                    alone ? Optional.of(one.recipient()) : Optional.empty(),
                    Stop.of(one));
            parts.computeIfAbsent(key, fresh -> new ArrayList<>()).add(one);
        }
        return parts.values().stream().map(MessagePart::new).toList();
    }

    DecidedRecipient first() {
        return recipients.getFirst();
    }

    /** The recipients apart by what is said of their decisions, for the events of each. */
    List<MessagePart> bySummary() {
        Map<String, List<DecidedRecipient>> alike = new LinkedHashMap<>();
        for (DecidedRecipient one : recipients) {
            alike.computeIfAbsent(one.decision().summary(), fresh -> new ArrayList<>())
                    .add(one);
        }
        return alike.values().stream().map(MessagePart::new).toList();
    }

    /** The decision of the first recipient: of the others', reasons may differ. */
    Decision decision() {
        return first().decision();
    }

    Protection protection() {
        return decision().protection();
    }

    List<Mailbox> mailboxes() {
        return recipients.stream().map(DecidedRecipient::recipient).toList();
    }

    /** The next hop that a rule names. */
    Optional<NextHop> route() {
        return decision().route().map(MessagePart::nextHop);
    }

    static NextHop nextHop(Route route) {
        return new NextHop(route.host(), route.port());
    }
}
