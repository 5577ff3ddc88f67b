package org.sealpost.smtp;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.EnvelopeId;
import org.sealpost.mail.NotifyOn;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.OriginalRecipient;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReturnContent;

/**
 * What a sender asks of everyone who carries a message on, as parameters of MAIL and RCPT: RET, ENVID, NOTIFY and ORCPT
 * (RFC 3461 section 4), REQUIRETLS (RFC 8689). Read and written in one place, so that what is handed on is what came.
 *
 * <p>Guarantee: no value that is read here holds a control character, so none can break a line of a command or of a
 * notification.
 */
public final class RequestParameters {

    /** The keyword of the parameter that demands TLS all the way. */
    public static final String REQUIRE_TLS = "REQUIRETLS";

    /** Characters of ENVID (RFC 3461 section 4.4). */
    private static final int MAX_ENVELOPE_ID = 100;

    /** Characters of ORCPT (RFC 3461 section 4.2). */
    private static final int MAX_ORIGINAL_RECIPIENT = 500;

    private RequestParameters() {}

    /**
     * Whether a submitter is named (AUTH=, RFC 4954 section 5).
     *
     * @throws IllegalArgumentException when it is no mailbox in xtext, nor {@code <>}
     */
    public static boolean submitter(Optional<String> value) {
        String xtext = value.orElse("");
        if (xtext.isEmpty() || (!xtext.equals("<>") && Xtext.decode(xtext).isEmpty())) {
            throw new IllegalArgumentException("AUTH names a mailbox or <>");
        }
        return true;
    }

    /** @throws IllegalArgumentException when it is no value of RET */
    public static ReturnContent returnContent(Optional<String> value) {
        String keyword = value.orElse("");
        for (ReturnContent content : ReturnContent.values()) {
            if (Keyword.isSame(content.keyword(), keyword)) {
                return content;
            }
        }
        throw new IllegalArgumentException("RET is FULL or HDRS");
    }

    /** @throws IllegalArgumentException when it is no value of ENVID */
    public static EnvelopeId envelopeId(Optional<String> value) {
        String xtext = value.orElse("");
        if (xtext.length() > MAX_ENVELOPE_ID) {
            throw new IllegalArgumentException("ENVID is longer than 100 characters");
        }
        return new EnvelopeId(Xtext.decode(xtext));
    }

    /** @throws IllegalArgumentException when it is no value of NOTIFY; NEVER stands alone, and nothing twice */
    public static NotifyRequest notification(Optional<String> value) {
        String list = Keyword.upper(value.orElse(""));
        if (list.equals("NEVER")) {
            return NotifyRequest.never();
        }
        Set<NotifyOn> events = EnumSet.noneOf(NotifyOn.class);
        for (String keyword : list.split(",", -1)) {
            if (!events.add(NotifyOn.valueOf(keyword))) {
                throw new IllegalArgumentException("a keyword of NOTIFY stands twice");
            }
        }
        return NotifyRequest.of(events);
    }

    /**
     * @throws IllegalArgumentException when it is no value of ORCPT, or one that is too long as it is handed on, where
     *     characters beyond ASCII take several each
     */
    public static OriginalRecipient originalRecipient(Optional<String> value) {
        OriginalRecipient original = typeAndAddress(value.orElse(""));
        if (value.orElse("").length() > MAX_ORIGINAL_RECIPIENT
                || written(original).length() > MAX_ORIGINAL_RECIPIENT) {
            throw new IllegalArgumentException("ORCPT is at most 500 characters");
        }
        return original;
    }

    private static OriginalRecipient typeAndAddress(String text) {
        int semicolon = text.indexOf(';');
        if (semicolon < 1) {
            throw new IllegalArgumentException("ORCPT is type;address");
        }
        String type = Keyword.lower(text.substring(0, semicolon));
        String address = text.substring(semicolon + 1);
        return new OriginalRecipient(
                type, type.equals(OriginalRecipient.UTF_8) ? Xtext.decodeUtf8(address) : Xtext.decode(address));
    }

    /**
     * Reads the parameters of RCPT that {@link #ofRecipient} writes, however long they are: what was taken once is read
     * again.
     *
     * @throws IllegalArgumentException when a value is none, or another parameter stands there
     */
    public static RecipientRequest recipient(Parameters given) {
        NotifyRequest notify = NotifyRequest.unstated();
        Optional<OriginalRecipient> original = Optional.empty();
        for (Parameter parameter : given.all()) {
            switch (parameter.keyword()) {
                case "NOTIFY" -> notify = notification(parameter.value());
                case "ORCPT" ->
                    original = Optional.of(typeAndAddress(parameter.value().orElse("")));
                default -> throw new IllegalArgumentException("not a parameter of RCPT");
            }
        }
        return new RecipientRequest(notify, original);
    }

    /** RET and ENVID, as far as they were given. */
    public static List<Parameter> ofMessage(DeliveryRequest request) {
        List<Parameter> all = new ArrayList<>();
        request.content().ifPresent(content -> all.add(Parameter.of("RET", content.keyword())));
        request.id().ifPresent(id -> all.add(Parameter.of("ENVID", Xtext.encode(id.value()))));
        return all;
    }

    /** NOTIFY and ORCPT, as far as they were given. */
    public static List<Parameter> ofRecipient(RecipientRequest request) {
        List<Parameter> all = new ArrayList<>();
        request.notification().on().ifPresent(events -> all.add(Parameter.of("NOTIFY", keywords(events))));
        request.original().ifPresent(original -> all.add(Parameter.of("ORCPT", written(original))));
        return all;
    }

    private static String written(OriginalRecipient original) {
        return original.addressType() + ";" + encoded(original);
    }

    /** The address of an original recipient, as it stands in ORCPT, and in notifications where it must be in ASCII and is not. */
    public static String encoded(OriginalRecipient original) {
        return original.addressType().equals(OriginalRecipient.UTF_8)
                ? Xtext.encodeUtf8(original.address())
                : Xtext.encode(original.address());
    }

    private static String keywords(Set<NotifyOn> events) {
        return events.isEmpty() ? "NEVER" : events.stream().map(NotifyOn::name).collect(Collectors.joining(","));
    }
}
