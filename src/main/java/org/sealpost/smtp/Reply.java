package org.sealpost.smtp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One SMTP reply (RFC 5321 section 4.2), ours or a peer's.
 *
 * @param code 200 to 599
 * @param enhanced the enhanced status code (RFC 2034) if there is one; it stands in no line of {@code lines}
 * @param lines the text, at least one line, printable; control characters of a peer were replaced when it was read
 */
public record Reply(int code, Optional<EnhancedCode> enhanced, List<String> lines) {

    /** @throws IllegalArgumentException when the code is out of range, a line has control characters or there is none */
    public Reply {
        lines = List.copyOf(lines);
        if (code < 200 || code > 599 || lines.isEmpty()) {
            throw new IllegalArgumentException("not an SMTP reply");
        }
        for (String line : lines) {
            if (hasControl(line)) {
                throw new IllegalArgumentException("a reply's text has no control characters");
            }
        }
    }

    private static boolean hasControl(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < 0x20 || line.charAt(i) == 0x7f) {
                return true;
            }
        }
        return false;
    }

    /** A reply with an enhanced status code, such as {@code of(550, "5.7.1", "Relaying denied")}. */
    public static Reply of(int code, String enhanced, String text) {
        return new Reply(code, Optional.of(EnhancedCode.parse(enhanced)), List.of(text));
    }

    /** A reply without an enhanced status code: greetings, EHLO, 354. */
    public static Reply plain(int code, String... lines) {
        return new Reply(code, Optional.empty(), List.of(lines));
    }

    /** 2xx: done. */
    public boolean isPositive() {
        return code < 300;
    }

    /** 354: go on. */
    public boolean isIntermediate() {
        return code >= 300 && code < 400;
    }

    /** 4xx: the same may succeed later. */
    public boolean isTemporary() {
        return code >= 400 && code < 500;
    }

    /** 5xx: the same will never succeed. */
    public boolean isPermanent() {
        return code >= 500;
    }

    /** The lines as one text. */
    public String text() {
        return String.join(" ", lines);
    }

    /** One line such as {@code 550 5.7.1 Relaying denied}, for people. */
    @Override
    public String toString() {
        return code + " " + enhanced.map(e -> e + " ").orElse("") + text();
    }

    /** As it goes over the wire, every line with code, separator and CRLF. */
    public String wire() {
        String prefix = enhanced.map(e -> e + " ").orElse("");
        String last = code + " " + prefix + lines.getLast() + "\r\n";
        return lines.subList(0, lines.size() - 1).stream()
                .map(line -> code + "-" + prefix + line + "\r\n")
                .collect(Collectors.joining("", "", last));
    }
}
