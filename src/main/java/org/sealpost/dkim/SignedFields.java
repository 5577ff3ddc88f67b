package org.sealpost.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.james.jdkim.api.Headers;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * The header fields that a signature covers (RFC 6376 section 5.4.1): those that a reader sees and those that say how
 * the body is read. Trace fields are not among them, since every server on the way adds some.
 */
final class SignedFields implements Headers {

    /**
     * What a reader sees or what says how the body is read. A message has one of each at most (RFC 5322 section 3.6), so
     * each is signed once more than it is there.
     */
    private static final List<String> SHOWN = List.of(
            "from",
            "to",
            "cc",
            "subject",
            "date",
            "message-id",
            "reply-to",
            "mime-version",
            "content-type",
            "content-transfer-encoding");

    /** Signed if they are there. */
    private static final Set<String> OTHERS = Set.of("in-reply-to", "references");

    private static final String LISTS = "list-";

    private final List<HeaderField> fields;

    private SignedFields(List<HeaderField> fields) {
        this.fields = fields;
    }

    static SignedFields of(RawMessage message) {
        return new SignedFields(message.fields().stream()
                .filter(field -> isSigned(field.name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    /**
     * The value of {@code h=}: each field as often as it is there, and those that are shown once more, so that nobody
     * adds a second From or Subject that a reader shows in place of the signed one (RFC 6376 section 8.15).
     */
    String names() {
        List<String> names = new ArrayList<>(SHOWN);
        fields.forEach(field -> names.add(field.name().toLowerCase(Locale.ROOT)));
        // A space where a line may end.
        return String.join(": ", names);
    }

    @Override
    public List<String> getFields() {
        return fields.stream().map(HeaderField::raw).toList();
    }

    @Override
    public List<String> getFields(String name) {
        return fields.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::raw)
                .toList();
    }

    private static boolean isSigned(String name) {
        return SHOWN.contains(name) || OTHERS.contains(name) || name.startsWith(LISTS);
    }
}
