package org.sealpost.smime;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.Optional;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * One mailbox as people are shown it, however its name is written: in quotes or not, in encoded words of either kind
 * (RFC 5322 section 3.4, RFC 2047 section 5).
 *
 * @param name with what was encoded in it; empty when there is none
 * @param address as it is looked up
 */
record ShownMailbox(String name, String address) {

    /** What begins a list, a group, a comment or a route: programs show those in ways of their own. */
    private static final String MORE = ",;:()\\";

    private static final String ENCODED = "=?";

    /** Nothing when the field holds anything else, or something that some programs would show otherwise. */
    static Optional<ShownMailbox> of(HeaderField field) {
        String value = field.value();
        StringBuilder name = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '<') {
                String address = value.substring(at + 1).strip();
                return address.endsWith(">")
                        ? of(name + decoded(plain.toString()), address.substring(0, address.length() - 1))
                        : Optional.empty();
            }
            if (MORE.indexOf(c) >= 0) {
                return Optional.empty();
            }
            if (c == '"') {
                name.append(decoded(plain.toString()));
                plain.setLength(0);
                at = unquote(value, at, name);
            } else {
                plain.append(c);
            }
        }
        return name.isEmpty() ? of("", plain.toString()) : Optional.empty();
    }

    private static Optional<ShownMailbox> of(String name, String address) {
        // Some programs decode within quotes too, where RFC 2047 section 5 (3) knows no encoded words, and some do not.
        if (name.contains(ENCODED)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ShownMailbox(
                    name.replaceAll("\\s+", " ").strip(),
                    Mailbox.parse(address.strip()).lookupKey()));
        } catch (InvalidMailboxException none) {
            return Optional.empty();
        }
    }

    /** @return where the quoted string ends, or the value does */
    private static int unquote(String value, int start, StringBuilder name) {
        for (int at = start + 1; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '"') {
                return at;
            }
            if (c == '\\' && at + 1 < value.length()) {
                at++;
            }
            name.append(value.charAt(at));
        }
        return value.length();
    }

    /** What cannot be decoded stays encoded, by which it is seen. */
    private static String decoded(String text) {
        try {
            return MimeUtility.decodeText(text);
        } catch (UnsupportedEncodingException | RuntimeException unknown) {
            return text;
        }
    }
}
