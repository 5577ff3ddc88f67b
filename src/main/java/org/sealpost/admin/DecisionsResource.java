package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.core.Response.StatusType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Separator;
import org.sealpost.audit.DecisionRecord;
import org.sealpost.audit.IntendedAction;
import org.sealpost.gateway.DryRun;
import org.sealpost.gateway.SmtpSettings;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;

/** What would become of a message. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Decisions")
public class DecisionsResource {

    private static final StatusType UNPROCESSABLE = new UnprocessableContent();

    private final CallPractice practice;
    private final DryRun dryRun;
    private final SmtpSettings smtp;

    DecisionsResource(CallPractice practice, DryRun dryRun, SmtpSettings smtp) {
        this.practice = practice;
        this.dryRun = dryRun;
        this.smtp = smtp;
    }

    /** Status 422 (RFC 9110 section 15.5.21): the message was read and is none that can be sent. */
    private record UnprocessableContent() implements StatusType {

        @Override
        public int getStatusCode() {
            return 422;
        }

        @Override
        public Family getFamily() {
            return Family.CLIENT_ERROR;
        }

        @Override
        public String getReasonPhrase() {
            return "Unprocessable Content";
        }
    }

    /**
     * What would become of it for one recipient.
     *
     * @param nextHop {@code host:port} that it would go to
     */
    public record DryDecision(
            String recipient, IntendedAction action, DecisionRecord decision, Optional<String> nextHop) {}

    /** Decides without sending. */
    @POST
    @Path("/decisions")
    @Consumes("message/rfc822")
    @Operation(
            summary = "Decide without sending",
            description =
                    "The decision for each recipient with its reasons, as it would be now. Nothing is sent, kept or"
                            + " recorded. What would be refused whoever it is for is answered 422: for its structure, or"
                            + " because the practice may not send as its sender.")
    public List<DryDecision> decide(
            @Parameter(description = "The envelope's sender; empty or <> for notifications.", required = true)
                    @QueryParam("from")
                    Optional<String> from,
            @Parameter(description = "The envelope's recipients, repeated or separated by commas.", required = true)
                    @QueryParam("to")
                    @Separator(",")
                    List<String> to,
            InputStream message)
            throws IOException {
        ReversePath sender = sender(from.orElseThrow(
                () -> Refusal.badRequest("Name the envelope's sender as from=ADDRESS, empty for a notification.")));
        List<Mailbox> recipients = recipients(to);
        RawMessage raw = message(Body.read(message, smtp.maxMessageSize().asLongValue()));
        try {
            return dryRun.explain(practice.id(), sender, recipients, raw).stream()
                    .map(answer -> new DryDecision(
                            answer.recipient().address(), answer.action(), answer.decision(), answer.nextHop()))
                    .toList();
        } catch (DryRun.RefusedMessageException refused) {
            throw new Refusal(UNPROCESSABLE, "The message would be refused whoever it is for: " + refused.getMessage());
        }
    }

    private List<Mailbox> recipients(List<String> to) {
        List<Mailbox> recipients = new ArrayList<>();
        for (String address : to) {
            if (!address.isBlank()) {
                recipients.add(mailbox("to", address.strip()));
            }
        }
        if (recipients.isEmpty() || recipients.size() > smtp.maxRecipients()) {
            throw Refusal.badRequest("Name one to " + smtp.maxRecipients() + " recipients as to=ADDRESS.");
        }
        return recipients;
    }

    private static ReversePath sender(String from) {
        String address = from.strip();
        return address.isEmpty() || address.equals("<>")
                ? ReversePath.none()
                : ReversePath.of(mailbox("from", address));
    }

    private static Mailbox mailbox(String parameter, String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException fault) {
            throw Refusal.badRequest("An address in " + parameter + " is none: " + fault.getMessage() + ".");
        }
    }

    /** A file that an editor kept may have bare LF; by SMTP it would come with CRLF. */
    private static RawMessage message(byte[] octets) {
        if (octets.length == 0) {
            throw Refusal.badRequest("Send the message itself as the body.");
        }
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        return RawMessage.of(text.replaceAll("\r\n|\n|\r", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
