package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.gateway.InboundReading.Unread;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeReading;

/**
 * What Sealpost says of a message in its header, and the removal of everything by which an outsider, or the sender from
 * within an envelope, could say the same (RFC 8601 section 5).
 */
@Singleton
final class InboundHeader {

    /** What was done with the message. */
    static final String TREATMENT = "X-Sealpost-Inbound";

    private final TraceFields traces;
    private final String authservId;

    InboundHeader(TraceFields traces, InboundSettings settings, OwnHostname hostname) {
        this.traces = traces;
        this.authservId = settings.authservId().orElseGet(() -> token(hostname.value()));
    }

    /** A literal's brackets and colons would need quotes (RFC 8601 section 2.2). */
    private static String token(String hostname) {
        return hostname.replaceAll("[\\[\\]:]", "");
    }

    /** The message without what only Sealpost may say. */
    RawMessage cleaned(RawMessage message) {
        Set<HeaderField> ofChains = ArcSets.claiming(message.fields(), authservId);
        List<HeaderField> kept = message.fields().stream()
                .filter(field -> !isOurs(field) && !ofChains.contains(field))
                .toList();
        return kept.size() == message.fields().size() ? message : message.withFields(kept);
    }

    private boolean isOurs(HeaderField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        return name.startsWith("x-sealpost-")
                || name.startsWith("sealpost-")
                || AuthenticationResults.claims(field, authservId);
    }

    /** What goes to the practice's server. */
    RawMessage stamped(InboundReading reading, IncomingMessage incoming) {
        List<String> fields = new ArrayList<>();
        fields.add(results(reading.signature()));
        fields.add(TREATMENT + ": " + treatment(reading));
        fields.addAll(traces.fields(
                incoming.client(), incoming.id(), incoming.envelope().smtpUtf8(), incoming.arrived()));
        return cleaned(reading.view()).withFieldsPrepended(fields);
    }

    /** RFC 7281 section 3. */
    private String results(InboundReading.Signature signature) {
        StringBuilder field = new StringBuilder(AuthenticationResults.NAME + ": " + authservId + ";\r\n smime=")
                .append(signature.key());
        signature
                .reason()
                .ifPresent(why ->
                        field.append("\r\n reason=\"").append(quoted(why)).append('"'));
        signature.signed().ifPresent(valid -> {
            Mailbox from = valid.from();
            if (from.isAscii()) {
                field.append("\r\n body.smime-identifier=").append(from.address());
            }
            field.append("\r\n (certificate ")
                    .append(Fingerprint.of(valid.signer()).value())
                    .append(')');
        });
        return field.toString();
    }

    private static String treatment(InboundReading reading) {
        if (reading.unread().isPresent()) {
            Unread why = reading.unread().get();
            return "not-decrypted; reason=" + why.key();
        }
        return reading.decryption()
                .map(how -> "decrypted; cipher=" + how.cipher().label() + "; header="
                        + reading.headers().name().toLowerCase(Locale.ROOT) + ";\r\n certificate="
                        + Fingerprint.of(how.certificate()).value())
                .orElseGet(() -> treatment(reading.left()));
    }

    private static String treatment(SmimeReading.Left left) {
        return switch (left) {
            case NOTHING -> "not-encrypted";
            case PART -> "not-decrypted; reason=part-of-a-message";
            case COMPRESSED -> "not-encrypted; form=compressed";
            case CERTIFICATES -> "not-encrypted; form=certificates";
        };
    }

    private static String quoted(String words) {
        return words.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", " ");
    }
}
