package org.sealpost.policy;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;

/**
 * The message as its header shows it.
 *
 * @param subject decoded, empty when there is none
 * @param from the address in the From field in lower case, empty when it cannot be read
 * @param size octets
 * @param headers field name in lower case to its values in order, as they came
 */
public record MessageFacts(
        PracticeId practice, String subject, String from, long size, Map<String, List<String>> headers) {

    /** The header field by which a sender says what a message is for. */
    public static final String PURPOSE = "X-Sealpost-Purpose";

    static final String CONTENT_TYPE = "content-type";

    /** Below it no character shows nothing. */
    private static final int FORMAT = 0xad;

    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    public MessageFacts {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = Map.copyOf(copy);
    }

    /** Reads the header of a message. */
    public static MessageFacts of(PracticeId practice, RawMessage message) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HeaderField field : message.fields()) {
            headers.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.value());
        }
        return new MessageFacts(
                practice,
                plain(decode(message.value("Subject").orElse(""))),
                address(message.value("From").orElse("")),
                message.size(),
                headers);
    }

    /** As people see it: characters in their usual form, without those that show nothing, so that no keyword hides. */
    private static String plain(String subject) {
        return Normalizer.isNormalized(subject, Normalizer.Form.NFKC)
                        && subject.chars().allMatch(c -> c < FORMAT)
                ? subject
                : UNSEEN.matcher(Normalizer.normalize(subject, Normalizer.Form.NFKC))
                        .replaceAll("");
    }

    /**
     * What the message is for, by its field {@link #PURPOSE}: treatment when it says nothing; empty when what it says
     * cannot be read, or is not one thing.
     */
    public Optional<ConsentPurpose> purpose() {
        List<String> said = header(PURPOSE);
        if (said.isEmpty()) {
            return Optional.of(ConsentPurpose.TREATMENT);
        }
        return said.size() > 1
                ? Optional.empty()
                : ConsentPurpose.parse(said.getFirst()).filter(purpose -> purpose != ConsentPurpose.ALL);
    }

    /** What it is as a whole: whether a text can be added to it. */
    public MessageForm form() {
        return MessageForm.of(header(CONTENT_TYPE));
    }

    /** Every value of a field, none when the message lacks it. */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Without content. */
    @Override
    public String toString() {
        return "MessageFacts[practice=" + practice + ", size=" + size + "]";
    }

    private static String decode(String value) {
        try {
            return MimeUtility.decodeText(value);
        } catch (UnsupportedEncodingException unknownCharset) {
            return value;
        }
    }

    private static String address(String from) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(from, false);
            return parsed.length == 1 ? parsed[0].getAddress().toLowerCase(Locale.ROOT) : "";
        } catch (AddressException unreadable) {
            return "";
        }
    }
}
