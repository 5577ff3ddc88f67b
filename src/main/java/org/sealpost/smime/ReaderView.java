package org.sealpost.smime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.AmbiguousHeader;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.OneAuthor;
import org.sealpost.mail.RawMessage;

/**
 * The message that a reader sees: the body that was decrypted, under the protected header fields where there are such,
 * else under the outer ones (RFC 9788 section 4).
 */
final class ReaderView {

    /** What people see of a message: where it is protected, an outer field of that kind was put there by anyone. */
    private static final Set<String> SHOWN = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "comments",
            "keywords",
            "followup-to",
            "mail-followup-to",
            "mail-reply-to",
            "importance",
            "priority",
            "x-priority",
            "thread-topic",
            "thread-index",
            "in-reply-to",
            "references",
            "disposition-notification-to");

    /** What a reader answers to, or takes for what was said. */
    private static final List<String> COMPARED = List.of("From", "Sender", "Subject", "To", "Cc", "Reply-To", "Date");

    /** What says who wrote: relays write the same name in quotes or without, in one kind of encoded words or the other. */
    private static final Set<String> WRITERS = Set.of("From", "Sender");

    /** What else a sender's program says of the content. */
    private static final Set<String> CONTENT =
            Set.of("message-id", "auto-submitted", "organization", "user-agent", "x-mailer", "sensitivity");

    /** What servers write of a message's way: inside an envelope only a sender could have written it, to deceive. */
    private static final Set<String> TRANSPORT = Set.of(
            "received",
            "return-path",
            "authentication-results",
            "received-spf",
            "delivered-to",
            "x-original-to",
            "envelope-to",
            "hp-outer",
            "bcc");

    private static final Set<String> WHOLE = Set.of("message/rfc822", "message/global");

    private final RawMessage outer;
    private final RawMessage shown;
    private final RawMessage payload;
    private final HeaderProtection.Kind kind;

    private ReaderView(RawMessage outer, RawMessage shown, RawMessage payload, HeaderProtection.Kind kind) {
        this.outer = outer;
        this.shown = shown;
        this.payload = payload;
        this.kind = kind;
    }

    /**
     * @param message what was seen
     * @param headers which of its fields were protected
     * @param author the one whom it is from, in every header the same
     * @param anothers whether the From that was encrypted is another than the one that servers saw
     */
    record Viewed(RawMessage message, HeaderProtection headers, Author author, boolean anothers) {}

    /** Whom a message is from. */
    sealed interface Author {

        record One(Mailbox mailbox) implements Author {}

        record Unclear(SignatureFault fault) implements Author {}
    }

    /**
     * @param encrypted whether there is anything to show but the message as it came
     * @param signed whether a signature proves the protected fields
     */
    static Viewed of(RawMessage outer, Layers.Peeled peeled, boolean encrypted, boolean signed) throws UnreadException {
        HeaderProtection.Kind kind = kind(outer, peeled.payload(), encrypted, signed);
        RawMessage payload = kind == HeaderProtection.Kind.WRAPPED ? wrapped(peeled.payload()) : peeled.payload();
        if (encrypted && kind != HeaderProtection.Kind.NONE && AmbiguousHeader.isIn(payload)) {
            throw new UnreadException(UnreadReason.AMBIGUOUS_HEADER);
        }
        // A message in a message has a structure of its own.
        RawMessage shown = kind == HeaderProtection.Kind.WRAPPED ? payload : peeled.shown();
        return new ReaderView(outer, shown, payload, kind).view(encrypted);
    }

    private Viewed view(boolean encrypted) {
        Author author = author();
        RawMessage message = encrypted ? body(author).withFields(fields(author)) : outer;
        boolean hidden = encrypted && kind != HeaderProtection.Kind.NONE;
        return new Viewed(
                message,
                new HeaderProtection(kind, hidden ? confidential() : Set.of()),
                author,
                hidden && isAnothers(author));
    }

    /** Without the display of fields that the header shows; under a signature that goes on with it nothing is left out. */
    private RawMessage body(Author author) {
        boolean displayed = kind == HeaderProtection.Kind.ENCRYPTED && shown == payload && author instanceof Author.One;
        return displayed
                ? LegacyDisplayOmission.of(
                        payload,
                        payload.fields().stream()
                                .filter(ReaderView::isOfItsContent)
                                .toList())
                : shown;
    }

    private boolean isAnothers(Author author) {
        return switch (author) {
            case Author.One one -> false;
            case Author.Unclear(SignatureFault fault) -> fault == SignatureFault.FROM_DIFFERS || !isOutside("From");
        };
    }

    /** Whether the inner field is the outer one, as it is or in ASCII. */
    private boolean isOutside(String name) {
        List<String> outside = values(outer, name);
        return outside.equals(values(payload, name))
                || outside.equals(values(payload.fields(name).stream().map(ReaderView::inAscii)));
    }

    private static HeaderField inAscii(HeaderField field) {
        return field.raw().endsWith("\r\n") ? new HeaderField(field.name(), SevenBitField.of(field.raw())) : field;
    }

    private static HeaderProtection.Kind kind(RawMessage outer, RawMessage payload, boolean encrypted, boolean signed) {
        Optional<ContentTypeField> type = Layers.type(payload);
        if (type.isEmpty() || !(encrypted || signed)) {
            return HeaderProtection.Kind.NONE;
        }
        String hp = type.get().parameters().getOrDefault("hp", "").toLowerCase(Locale.ROOT);
        if (hp.equals("cipher") || hp.equals("clear")) {
            return encrypted ? HeaderProtection.Kind.ENCRYPTED : HeaderProtection.Kind.SIGNED;
        }
        return encrypted && isWrapped(outer, payload, type.get())
                ? HeaderProtection.Kind.WRAPPED
                : HeaderProtection.Kind.NONE;
    }

    /**
     * Whether the payload is the whole message, and not one that is forwarded (RFC 9788 section 4.10): RFC 8551 knows no
     * parameter that says so, but then both are by the same author.
     */
    private static boolean isWrapped(RawMessage outer, RawMessage payload, ContentTypeField type) {
        if (!WHOLE.contains(type.mediaType())) {
            return false;
        }
        String forwarded = type.parameters().getOrDefault("forwarded", "");
        if (!forwarded.isEmpty()) {
            return forwarded.equalsIgnoreCase("no");
        }
        try {
            Optional<String> author = OneAuthor.of(outer).map(Mailbox::lookupKey);
            return author.isPresent()
                    && author.equals(OneAuthor.of(wrapped(payload)).map(Mailbox::lookupKey));
        } catch (UnreadException noMessage) {
            return false;
        }
    }

    private static RawMessage wrapped(RawMessage payload) throws UnreadException {
        byte[] all = payload.octets();
        int header = all.length - payload.bodySize();
        return InnerEntity.of(Arrays.copyOfRange(all, header, all.length));
    }

    private Author author() {
        Optional<Mailbox> outerAuthor = OneAuthor.of(outer);
        if (outerAuthor.isEmpty()) {
            return new Author.Unclear(SignatureFault.NO_ONE_AUTHOR);
        }
        if (kind == HeaderProtection.Kind.NONE) {
            return new Author.One(outerAuthor.get());
        }
        boolean same = OneAuthor.of(payload)
                .map(inner -> inner.lookupKey().equals(outerAuthor.get().lookupKey()))
                .orElse(false);
        if (!same) {
            return new Author.Unclear(SignatureFault.FROM_DIFFERS);
        }
        return headerFault().<Author>map(Author.Unclear::new).orElseGet(() -> new Author.One(outerAuthor.get()));
    }

    /** Why what people see of a signed message, whose outer header is passed on, is not what was signed. */
    private Optional<SignatureFault> headerFault() {
        List<String> others = kind == HeaderProtection.Kind.SIGNED
                ? COMPARED.stream().filter(name -> !isShownAsSigned(name)).toList()
                : List.of();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        boolean senderAdded =
                others.equals(List.of("Sender")) && payload.fields("Sender").isEmpty();
        return Optional.of(senderAdded ? SignatureFault.SENDER_ADDED : SignatureFault.HEADER_DIFFERS);
    }

    private boolean isShownAsSigned(String name) {
        return isOutside(name) || WRITERS.contains(name) && isSameMailbox(outer.fields(name), payload.fields(name));
    }

    private static boolean isSameMailbox(List<HeaderField> some, List<HeaderField> others) {
        return some.size() == 1
                && others.size() == 1
                && ShownMailbox.of(some.getFirst())
                        .filter(one -> ShownMailbox.of(others.getFirst())
                                .filter(one::equals)
                                .isPresent())
                        .isPresent();
    }

    private static List<String> values(RawMessage message, String name) {
        return values(message.fields(name).stream());
    }

    private static List<String> values(Stream<HeaderField> fields) {
        return fields.map(field -> field.value().replaceAll("\\s+", " ").strip())
                .toList();
    }

    private List<HeaderField> fields(Author author) {
        List<HeaderField> fields = new ArrayList<>();
        if (kind == HeaderProtection.Kind.NONE) {
            outer.fields().stream()
                    .filter(field -> !Layers.isStructural(field.name()))
                    .forEach(fields::add);
        } else {
            // RFC 9788 section 4.4: servers looked at the outer From; another one inside is not believed.
            boolean outerFrom = author instanceof Author.Unclear;
            // What is not taken from inside takes nothing's place: else a sender could erase a filter's mark.
            Set<String> inner = payload.fields().stream()
                    .filter(ReaderView::isOfItsContent)
                    .map(ReaderView::key)
                    .collect(Collectors.toSet());
            outer.fields().stream()
                    .filter(field -> outerFrom && field.is("From") || isOfItsWay(field, inner))
                    .forEach(fields::add);
            payload.fields().stream()
                    .filter(field -> !(outerFrom && field.is("From")) && isOfItsContent(field))
                    // RFC 6532 section 3.2: what came was not declared as internationalised, whatever is within it.
                    .map(ReaderView::inAscii)
                    .forEach(fields::add);
        }
        shown.fields().stream()
                .filter(field -> Layers.isStructural(field.name()))
                .map(ReaderView::withoutClaim)
                .forEach(fields::add);
        if (fields.stream().noneMatch(field -> field.is("MIME-Version"))) {
            fields.add(new HeaderField("MIME-Version", "MIME-Version: 1.0\r\n"));
        }
        return fields;
    }

    /** What is no longer encrypted must not say so: its reader could send it on. */
    private static HeaderField withoutClaim(HeaderField field) {
        try {
            return field.is("Content-Type")
                    ? ContentTypeField.parse(field).without(MessageEntity::isOfHeaderProtection)
                    : field;
        } catch (SmimeException malformed) {
            return field;
        }
    }

    private static boolean isOfItsWay(HeaderField field, Set<String> inner) {
        return !Layers.isStructural(field.name())
                && !SHOWN.contains(key(field))
                && (TRANSPORT.contains(key(field)) || !inner.contains(key(field)));
    }

    /** What people and threading need. Others could tell the practice's server what only servers before it may. */
    private static boolean isOfItsContent(HeaderField field) {
        String name = key(field);
        return !TRANSPORT.contains(name)
                && (SHOWN.contains(name) || CONTENT.contains(name) || name.startsWith("list-"));
    }

    /** Fields that HP-Outer does not tell to have stood outside, as they are or in ASCII (RFC 9788 section 2.2). */
    private Set<String> confidential() {
        Set<String> outside = new HashSet<>();
        for (HeaderField record : payload.fields("HP-Outer")) {
            outside.add(normal(record.value()));
        }
        return payload.fields().stream()
                .filter(ReaderView::isOfItsContent)
                .filter(field -> !outside.contains(normal(field)) && !outside.contains(normal(inAscii(field))))
                .map(ReaderView::key)
                .collect(Collectors.toSet());
    }

    private static String normal(HeaderField field) {
        return normal(field.name() + ":" + field.value());
    }

    private static String normal(String field) {
        int colon = field.indexOf(':');
        return colon < 0
                ? field
                : field.substring(0, colon).strip().toLowerCase(Locale.ROOT)
                        + ":"
                        + field.substring(colon + 1).strip();
    }

    private static String key(HeaderField field) {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
