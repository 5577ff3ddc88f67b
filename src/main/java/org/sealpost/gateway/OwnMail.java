package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.sealpost.consent.RecipientIdentity;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.policy.Additions;
import org.sealpost.policy.Origin;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Requirement;
import org.sealpost.policy.Route;
import org.sealpost.smtp.client.NextHop;

/**
 * Mail that Sealpost writes itself: notices and codes of the portal, notifications to the practice's staff. It holds no
 * health information by construction, so nothing is demanded of its way but what the operator demands of every
 * connection.
 */
@Singleton
final class OwnMail {

    List<Considered> considered(QueuedPart part) {
        return considered(part, "Sealpost's own mail", "no health information in it");
    }

    /**
     * A copy of that message for the journal, which needs what its message needed. One that may have arrived already
     * cannot be protected anew: it goes again at the level at which it went, or waits.
     */
    List<Considered> journal(QueuedPart part, String message) {
        Protection needed = Protection.parse(part.protection()).orElse(Protection.HOLD);
        return considered(part, "Copy for the journal of message " + message, "at the level of its message or above")
                .stream()
                .map(one -> one.with(
                        part.form() == QueuedPart.Form.FINAL
                                ? one.requirement().exactly(needed)
                                : one.requirement().atLeast(needed)))
                .toList();
    }

    /** A person's word about the way says nothing about whose server it is; a setting's does. */
    private static Route route(QueuedPart part, NextHop hop) {
        return part.rerouted()
                ? Route.byPerson(hop.host(), hop.port())
                : new Route(hop.host(), hop.port(), new Origin.Rule("sealpost.delivery.notifications-via", 0));
    }

    private static List<Considered> considered(QueuedPart part, String who, String found) {
        Requirement requirement = new Requirement(
                List.of(),
                List.of(),
                true,
                part.route().map(hop -> route(part, hop)),
                Optional.empty(),
                Additions.NONE,
                who,
                found,
                0);
        return part.envelope().recipients().stream()
                .map(recipient ->
                        new Considered(recipient, new RecipientIdentity.Stranger(), MessageContent.UNREAD, requirement))
                .toList();
    }
}
