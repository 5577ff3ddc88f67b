package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.sealpost.audit.AuditLog;
import org.sealpost.delivery.Connections;
import org.sealpost.delivery.LeaseKeeper;
import org.sealpost.delivery.Outcomes;
import org.sealpost.delivery.Settlement;
import org.sealpost.delivery.Transfer;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RawMessage;
import org.sealpost.policy.Protection;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.TlsLevel;

/**
 * Delivers a message of one part within the client's own transaction: the client's reply is the next hop's. Its body
 * touches no disk, unless the next hop is slow, refuses some of the recipients for now, or leaves us in doubt.
 */
@Singleton
final class CutThrough {

    private final Connections connections;
    private final World world;
    private final AuditLog audit;
    private final Events events;
    private final Takeover takeover;
    private final Settlement settlement;
    private final Outcomes outcomes;
    private final LeaseKeeper leases;
    private final Journaling journaling;
    private final AddressSafety addresses;
    private final UnderWay underWay;

    CutThrough(
            Connections connections,
            World world,
            AuditLog audit,
            Events events,
            Takeover takeover,
            Settlement settlement,
            Outcomes outcomes,
            LeaseKeeper leases,
            Journaling journaling,
            AddressSafety addresses,
            UnderWay underWay) {
        this.connections = connections;
        this.world = world;
        this.audit = audit;
        this.events = events;
        this.takeover = takeover;
        this.settlement = settlement;
        this.outcomes = outcomes;
        this.leases = leases;
        this.journaling = journaling;
        this.addresses = addresses;
        this.underWay = underWay;
    }

    /**
     * Delivers, and answers by the deadline at the latest: what is not done by then is committed to the queue, leased to
     * the attempt that runs on.
     *
     * @param open the connection, which is used up, and its place
     * @param octets what the part sends
     * @param done run when the attempt has ended, also after this call has returned
     */
    Reply deliver(
            IncomingMessage incoming,
            MessagePart part,
            Reached.Open open,
            RawMessage octets,
            Instant deadline,
            Runnable done) {
        addresses.goes(incoming.practice(), part);
        CutThroughAttempt attempt = new CutThroughAttempt(
                incoming,
                part,
                octets,
                new AttemptRecord(incoming, part, audit, events),
                takeover,
                settlement,
                outcomes,
                leases,
                journaling);
        Transfer transfer = new Transfer(connections, open.destination(), open.taken(), needed(part.protection()));
        boolean requireTls = world.needsRequireTls(open.destination(), part.first());
        underWay.start("cut-through", () -> {
            try {
                attempt.run(transfer, open.connection(), requireTls);
            } finally {
                open.place().close();
                done.run();
            }
        });
        Reply reply = attempt.answer(deadline);
        if (attempt.isHandedOver()) {
            // The octets stay in memory until the next hop has spoken, and there must be room for others.
            open.place().straggles(MemoryBudget.forMessage(incoming.message().size()));
        }
        return reply;
    }

    /** What a connection must prove anew when it replaces the one that was decided upon. */
    static TlsLevel needed(Protection decided) {
        return switch (decided) {
            case PLAIN, SMIME, PORTAL, HOLD, REJECT -> TlsLevel.NONE;
            case TLS -> TlsLevel.REQUIRED;
            case VERIFIED_TLS -> TlsLevel.VERIFIED;
        };
    }
}
