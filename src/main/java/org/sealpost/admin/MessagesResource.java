package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.sealpost.audit.MessageKind;
import org.sealpost.audit.MessageView;
import org.sealpost.audit.Party;
import org.sealpost.audit.RecipientState;
import org.sealpost.audit.RecipientView;
import org.sealpost.mail.MessageId;

/** What became of messages, and what a person decides about those that are held or wait. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Messages")
public class MessagesResource {

    private static final int MAX_LIMIT = 500;

    private final CallPractice practice;
    private final MessageList list;
    private final HeldDesk desk;

    MessagesResource(CallPractice practice, MessageList list, HeldDesk desk) {
        this.practice = practice;
        this.list = list;
        this.desk = desk;
    }

    /**
     * A message in a list.
     *
     * @param kind whose mail it is; always there in a list
     */
    public record MessageLine(
            MessageId id,
            Optional<MessageKind> kind,
            Instant receivedAt,
            Optional<Party> sender,
            long size,
            List<RecipientView> recipients) {

        static MessageLine of(MessageView view) {
            return new MessageLine(
                    view.id(), view.kind(), view.receivedAt(), view.sender(), view.size(), view.recipients());
        }
    }

    /**
     * A page of messages.
     *
     * @param next what to send as {@code before} for the next page; missing at the end
     */
    public record MessagePage(List<MessageLine> messages, Optional<MessageId> next) {}

    /** How many parts of the message it concerned. */
    public record PartsDone(int parts) {}

    /** Lists messages. */
    @GET
    @Path("/messages")
    @Operation(
            summary = "List messages",
            description =
                    "The newest first. With `state` only those with a recipient in that state; where the page has a"
                            + " `next`, older ones may follow even when it is short. The `kind` says whose mail it is:"
                            + " `message` of the practice, or what Sealpost wrote itself, which is listed for as long as"
                            + " it waits or is held: a `notification` to a sender, a `portal-notice` to a patient, a"
                            + " `journal-copy`.")
    public MessagePage list(
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("before") Optional<UUID> before,
            @QueryParam("state") Optional<String> state) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Refusal.badRequest("limit is 1 to " + MAX_LIMIT + ".");
        }
        MessageList.Page page =
                list.page(practice.id(), state.map(MessagesResource::state), limit, before.map(MessageId::new));
        return new MessagePage(page.messages().stream().map(MessageLine::of).toList(), page.next());
    }

    /** Explains a message. */
    @GET
    @Path("/messages/{id}")
    @Operation(
            summary = "Explain a message",
            description =
                    "What became of it for each recipient, with the reasons, and every event of it in order. What Sealpost"
                            + " wrote itself has no `kind` once it has left the queue.")
    public MessageView message(@PathParam("id") UUID id) {
        return list.find(practice.id(), new MessageId(id)).orElseThrow(HeldDesk::unknown);
    }

    /** Releases a held message. */
    @POST
    @Path("/messages/{id}:release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Release a held message",
            description = "It is decided anew with the consent of this moment: what demanded holding counts no more,"
                    + " nothing else is lowered.")
    public PartsDone release(@PathParam("id") UUID id, Reason reason) {
        return new PartsDone(
                desk.release(practice.id(), new MessageId(id), Reason.of(reason).required()));
    }

    /** Refuses a held or waiting message. */
    @POST
    @Path("/messages/{id}:refuse")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Refuse a held or waiting message", description = "It ends, and its sender is told.")
    public PartsDone refuse(@PathParam("id") UUID id, Reason reason) {
        return new PartsDone(
                desk.refuse(practice.id(), new MessageId(id), Reason.of(reason).required()));
    }

    /** Holds a waiting message. */
    @POST
    @Path("/messages/{id}:hold")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Hold a waiting message", description = "It goes no further until it is released.")
    public PartsDone hold(@PathParam("id") UUID id, Reason reason) {
        return new PartsDone(
                desk.hold(practice.id(), new MessageId(id), Reason.of(reason).required()));
    }

    /** Cancels a held or waiting message. */
    @POST
    @Path("/messages/{id}:cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Cancel a held or waiting message",
            description = "It ends, and nobody is told: for what the sender called back, or what came twice.")
    public PartsDone cancel(@PathParam("id") UUID id, Reason reason) {
        return new PartsDone(
                desk.cancel(practice.id(), new MessageId(id), Reason.of(reason).required()));
    }

    /** Sends a waiting message by another next hop. */
    @POST
    @Path("/messages/{id}:reroute")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Send a waiting message by another next hop",
            description = "At once. What was decided stays the least: the next hop must prove what that level demands.")
    public PartsDone reroute(@PathParam("id") UUID id, @Nullable RerouteForm form) {
        RerouteForm wanted = form == null ? new RerouteForm(Optional.empty(), Optional.empty()) : form;
        return new PartsDone(desk.reroute(
                practice.id(), new MessageId(id), wanted.nextHop(), new Reason(wanted.reason()).required()));
    }

    /** Tries a waiting message at once. */
    @POST
    @Path("/messages/{id}:retry")
    @Operation(
            summary = "Try a waiting message at once",
            description = "A reason is kept in the audit; none is needed.")
    @RequestBody(
            required = false,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Reason.class)))
    public PartsDone retry(@PathParam("id") UUID id, @Nullable String body) {
        Reason reason = Reason.read(body == null ? "" : body);
        return new PartsDone(desk.retry(practice.id(), new MessageId(id), reason.or("Asked for through the API")));
    }

    private static RecipientState state(String key) {
        return Arrays.stream(RecipientState.values())
                .filter(state -> state.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("state is one of "
                        + String.join(
                                ", ",
                                Arrays.stream(RecipientState.values())
                                        .map(RecipientState::key)
                                        .toList())
                        + "."));
    }
}
