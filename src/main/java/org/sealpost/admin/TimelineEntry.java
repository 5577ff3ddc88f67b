package org.sealpost.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sealpost.audit.AccessEvent;
import org.sealpost.audit.AccountEvent;
import org.sealpost.audit.CertificateEvent;
import org.sealpost.audit.ConsentEvent;
import org.sealpost.audit.DkimKeyEvent;
import org.sealpost.audit.EventData;
import org.sealpost.audit.InboundEvent;
import org.sealpost.audit.IntendedAction;
import org.sealpost.audit.KeyEvent;
import org.sealpost.audit.MessageEvent;
import org.sealpost.audit.MessageView;
import org.sealpost.audit.PortalEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.ReplyCodes;
import org.sealpost.audit.RulesEvent;

/**
 * An event of a message in words.
 *
 * @param type the event's type
 * @param recipients whom it is about
 */
record TimelineEntry(ShownTime time, String type, String title, String text, String recipients) {

    /** The events of a message, in order. */
    static List<TimelineEntry> of(MessageView view) {
        Map<Pseudonym, String> names = new HashMap<>();
        view.recipients().forEach(one -> names.put(one.recipient().pseudonym(), ListedMessage.name(one.recipient())));
        return view.events().stream()
                .map(event -> new TimelineEntry(
                        ShownTime.of(event.time()),
                        event.type().key(),
                        title(event.data()),
                        text(event.data()),
                        recipients(event.data()).stream()
                                .map(name -> names.getOrDefault(name, name.value()))
                                .collect(Collectors.joining(", "))))
                .toList();
    }

    private static String title(EventData data) {
        return switch (data) {
            case MessageEvent.Received ignored -> "Received";
            case MessageEvent.Decided decided -> "Decided: " + title(decided.action());
            case MessageEvent.Delivered ignored -> "Delivered";
            case MessageEvent.Deferred ignored -> "Put off";
            case MessageEvent.Bounced ignored -> "Bounced";
            case MessageEvent.Held ignored -> "Held for a person";
            case MessageEvent.Released ignored -> "Released";
            case MessageEvent.Rerouted ignored -> "Sent another way";
            case MessageEvent.Retried ignored -> "Tried at once";
            case MessageEvent.Refused ignored -> "Refused";
            case MessageEvent.OutcomeUnknown ignored -> "Outcome unknown";
            case InboundEvent.Received ignored -> "Came to the practice";
            case InboundEvent.Delivered ignored -> "Passed on to the practice";
            case InboundEvent.Refused ignored -> "Refused by the practice's server";
            case PortalEvent.Stored ignored -> "Kept in the portal";
            case PortalEvent.Notified ignored -> "Notice sent";
            case PortalEvent.Opened ignored -> "Read in the portal";
            case PortalEvent.Replied ignored -> "Answered in the portal";
            case PortalEvent.Expired ignored -> "Expired in the portal";
            case AccessEvent.SignedIn ignored -> "Signed in";
            case AccessEvent.Denied ignored -> "Access denied";
            case ConsentEvent.Recorded ignored -> "Consent recorded";
            case ConsentEvent.Revoked ignored -> "Consent revoked";
            case RulesEvent.Changed ignored -> "Rules changed";
            case CertificateEvent.Added ignored -> "Certificate added";
            case CertificateEvent.KeyChanged ignored -> "Certificate with another key";
            case CertificateEvent.Confirmed ignored -> "Certificate confirmed";
            case CertificateEvent.Revoked ignored -> "Certificate revoked";
            case CertificateEvent.Expiring ignored -> "Certificate expires soon";
            case CertificateEvent.AnchorAdded ignored -> "Authority trusted";
            case CertificateEvent.AnchorRemoved ignored -> "Authority no longer trusted";
            case CertificateEvent.ListAdded ignored -> "Revocation list added";
            case CertificateEvent.CapabilitiesChanged ignored -> "Encryption capabilities changed";
            case DkimKeyEvent.Added ignored -> "DKIM key added";
            case DkimKeyEvent.Activated ignored -> "DKIM key activated";
            case DkimKeyEvent.Retired ignored -> "DKIM key retired";
            case DkimKeyEvent.Removed ignored -> "DKIM key removed";
            case KeyEvent.Added ignored -> "Key added";
            case KeyEvent.Certified ignored -> "Key certified";
            case KeyEvent.Expiring ignored -> "Key's certificate expires soon";
            case KeyEvent.Retired ignored -> "Key retired";
            case KeyEvent.Destroyed ignored -> "Key destroyed";
            case KeyEvent.Issued ignored -> "Certificate issued";
            case KeyEvent.Revoked ignored -> "Issued certificate revoked";
            case KeyEvent.BackedUp ignored -> "Keys backed up";
            case KeyEvent.Restored ignored -> "Keys restored";
            case AccountEvent.Added ignored -> "Account added";
            case AccountEvent.PasswordReset ignored -> "Account has a new password";
            case AccountEvent.CertificateChanged ignored -> "Account has another certificate";
            case AccountEvent.Disabled ignored -> "Account disabled";
        };
    }

    private static String title(IntendedAction action) {
        return switch (action) {
            case DELIVER -> "deliver";
            case PORTAL -> "keep in the portal";
            case HOLD -> "hold";
            case REFUSE -> "refuse";
            case QUEUE -> "queue";
        };
    }

    private static String text(EventData data) {
        return switch (data) {
            case MessageEvent.Received received ->
                "From " + received.client()
                        + received.tls().map(tls -> " over " + tls.version()).orElse(" in clear");
            case MessageEvent.Decided decided ->
                decided.decision().protection()
                        + decided.nextHop().map(hop -> " to " + hop).orElse("") + ". "
                        + decided.decision().summary();
            case MessageEvent.Delivered delivered ->
                delivered.nextHop() + " answered " + reply(delivered.reply())
                        + delivered.tls().map(tls -> " over " + tls.version()).orElse(" in clear");
            case MessageEvent.Deferred deferred ->
                deferred.why()
                        + deferred.reply()
                                .map(reply -> " (" + reply(reply) + ")")
                                .orElse("") + " Next try "
                        + ShownTime.of(deferred.retryAt()).brief() + ".";
            case MessageEvent.Bounced bounced ->
                bounced.why() + (bounced.notified() ? " The sender was told." : " Nobody may be told.");
            case MessageEvent.Held held ->
                held.why() + " Until " + ShownTime.of(held.expires()).brief() + ".";
            case MessageEvent.Released released -> "By " + released.by().id() + ": " + released.reason();
            case MessageEvent.Rerouted rerouted ->
                "To " + rerouted.nextHop() + " by " + rerouted.by().id() + ": " + rerouted.reason();
            case MessageEvent.Retried retried -> "By " + retried.by().id() + ": " + retried.reason();
            case MessageEvent.Refused refused ->
                refused.by().map(by -> "By " + by.id() + ": ").orElse("") + refused.why();
            case MessageEvent.OutcomeUnknown ignored ->
                "The gateway ended in the middle of the transfer: counted as a disclosure, never sent again.";
            case InboundEvent.Received received ->
                received.cipher()
                                .map(cipher -> "Decrypted (" + cipher + ")")
                                .or(() -> received.unread().map(why -> "Passed on encrypted (" + why + ")"))
                                .orElse("Not encrypted")
                        + ", signature " + received.signature()
                        + received.signatureFault().map(why -> ": " + why).orElse("");
            case InboundEvent.Delivered delivered ->
                delivered.nextHop() + " answered " + reply(delivered.reply())
                        + delivered.tls().map(tls -> " over " + tls.version()).orElse(" in clear");
            case InboundEvent.Refused refused -> refused.why() + " (" + reply(refused.reply()) + ")";
            case PortalEvent.Stored stored ->
                "Until " + ShownTime.of(stored.expires()).brief();
            case PortalEvent.Notified ignored -> "The notice holds no health information.";
            case PortalEvent.Opened ignored -> "The patient proved who they are.";
            case PortalEvent.Replied ignored -> "";
            case PortalEvent.Expired expired -> expired.opened() ? "It had been read." : "It was never read.";
            case AccessEvent.SignedIn in ->
                in.who().kind().key() + " " + in.who().id() + ", by " + in.method();
            case AccessEvent.Denied denied -> denied.why();
            case ConsentEvent ignored -> "";
            case RulesEvent ignored -> "";
            case CertificateEvent ignored -> "";
            case DkimKeyEvent ignored -> "";
            case KeyEvent ignored -> "";
            case AccountEvent ignored -> "";
        };
    }

    private static List<Pseudonym> recipients(EventData data) {
        return switch (data) {
            case MessageEvent message -> message.recipients();
            case InboundEvent inbound -> inbound.recipients();
            case PortalEvent portal -> List.of(portal.recipient());
            case AccessEvent ignored -> List.of();
            case ConsentEvent ignored -> List.of();
            case RulesEvent ignored -> List.of();
            case CertificateEvent ignored -> List.of();
            case DkimKeyEvent ignored -> List.of();
            case KeyEvent ignored -> List.of();
            case AccountEvent ignored -> List.of();
        };
    }

    private static String reply(ReplyCodes reply) {
        return reply.code() + reply.enhanced().map(code -> " " + code).orElse("");
    }
}
