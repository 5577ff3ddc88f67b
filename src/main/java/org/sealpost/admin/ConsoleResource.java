package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.sealpost.certificate.ExpiryAlarms;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.delivery.WaitingMessages;
import org.sealpost.keys.KeyCustody;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.portal.PortalDesk;
import org.sealpost.practice.PracticeDirectory;

/** The console's one page: recent messages, and the explanation of one. Nothing is shown before the sign-in. */
@Path(ConsoleAnswer.ROOT)
@RunOnVirtualThread
public class ConsoleResource {

    private static final int PAGE = 40;

    private final ConsoleSessions sessions;
    private final PracticeDirectory practices;
    private final CallPractice practice;
    private final MessageList list;
    private final WaitingMessages waiting;
    private final PortalDesk portal;
    private final ExpiryAlarms expiry;
    private final KeyCustody keys;

    ConsoleResource(
            ConsoleSessions sessions,
            PracticeDirectory practices,
            CallPractice practice,
            MessageList list,
            WaitingMessages waiting,
            PortalDesk portal,
            ExpiryAlarms expiry,
            KeyCustody keys) {
        this.sessions = sessions;
        this.practices = practices;
        this.practice = practice;
        this.list = list;
        this.waiting = waiting;
        this.portal = portal;
        this.expiry = expiry;
        this.keys = keys;
    }

    /** Shows the page, or asks for the token. */
    @GET
    @Operation(hidden = true)
    public Response page(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("before") Optional<UUID> before,
            @QueryParam("message") Optional<UUID> message,
            @QueryParam("done") @DefaultValue("") String done,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Optional<ConsoleSession> session = sessions.of(headers, uri);
        if (session.isEmpty()) {
            return ConsoleAnswer.signIn(Status.OK, "");
        }
        PracticeId owner = practice.id();
        Optional<Explanation> explanation = message.map(MessageId::new)
                .map(id -> list.find(owner, id)
                        .map(view -> Explanation.of(view, portal.of(owner, id)))
                        .orElseThrow(HeldDesk::unknown));
        ConsoleView view = view(owner, MessageFilter.of(state), before.map(MessageId::new), done);
        return ConsoleAnswer.page(
                Status.OK.getStatusCode(),
                ConsolePages.messages(view, explanation, session.get().formToken()));
    }

    private ConsoleView view(PracticeId owner, MessageFilter filter, Optional<MessageId> before, String done) {
        MessageList.Page page = list.page(owner, filter.state(), PAGE, before);
        return new ConsoleView(
                practices.settings(owner),
                practices.all().stream()
                        .sorted(Comparator.comparing(one -> one.id().value()))
                        .toList(),
                filter,
                before,
                waiting.count(owner, QueuedPart.State.HELD),
                page.messages().stream().map(ListedMessage::of).toList(),
                page.next(),
                expiry.soon(owner),
                expiry.anchorsSoon(owner),
                expiry.installationAnchorsSoon(),
                keys.ending(owner),
                ConsoleAction.notice(done));
    }
}
