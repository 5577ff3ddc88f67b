package org.sealpost.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a message is as a whole, by its media type: whether a text can be added to it. A message of one of the special forms
 * is read by programs only as long as nothing stands around it.
 */
public enum MessageForm {
    /** A text can be added below. */
    ORDINARY(List.of(), ""),
    /** Signed so that its text can be read (RFC 1847): within another message mail programs show it as unsigned. */
    SIGNED(List.of("multipart/signed"), "it is signed"),
    /** Encrypted, or signed as one object (RFC 8551, RFC 3156): within another message many programs cannot open it. */
    ENCRYPTED(
            List.of("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"),
            "it is encrypted, or signed as one object"),
    /** An invitation or the answer to one (RFC 6047), which calendars take in only as a whole message. */
    INVITATION(List.of("text/calendar"), "it is for a calendar"),
    /** A notification or the confirmation that something was read (RFC 6522), which is the whole message. */
    REPORT(List.of("multipart/report"), "it is a mail system's report");

    private final List<String> types;
    private final String words;

    MessageForm(List<String> types, String words) {
        this.types = types;
        this.words = words;
    }

    /** A clause that says why nothing is added; empty where a text can be. */
    public String words() {
        return words;
    }

    /** Of a message with these values of Content-Type; of several, the first that is special. */
    static MessageForm of(List<String> contentTypes) {
        return contentTypes.stream()
                .map(MessageForm::mediaType)
                .flatMap(type -> Arrays.stream(values()).filter(form -> form.types.contains(type)))
                .findFirst()
                .orElse(ORDINARY);
    }

    /** A media type by which it is known; none where a text can be added. */
    List<String> mediaTypes() {
        return types.stream().limit(1).toList();
    }

    private static String mediaType(String value) {
        return value.split("[;(]", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
