package org.sealpost.mail;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A domain name of a mailbox, in lower case (RFC 5321 section 2.3.5; U-labels as RFC 6531 allows them). Address
 * literals are no domains here: a practice sends to names.
 *
 * @param name labels joined by dots, without a dot at the end; A-labels as they came
 */
public record Domain(String name) {

    private static final int MAX_LENGTH = 255;
    private static final int MAX_LABEL = 63;

    /**
     * Reads a domain strictly and folds it to lower case.
     *
     * @throws InvalidMailboxException when it is no domain by RFC 5321's grammar
     */
    public static Domain parse(String text) throws InvalidMailboxException {
        if (text.isEmpty()) {
            throw new InvalidMailboxException("the domain is missing");
        }
        if (text.startsWith("[")) {
            throw new InvalidMailboxException("an address literal is not accepted, use a domain name");
        }
        if (text.length() > MAX_LENGTH) {
            throw new InvalidMailboxException("the domain is longer than 255 octets");
        }
        for (String label : text.split("\\.", -1)) {
            checkLabel(label);
        }
        if (Characters.areDigits(text.substring(text.lastIndexOf('.') + 1))) {
            // No such name is registered; some would take it for an address (RFC 3696 section 2).
            throw new InvalidMailboxException("a domain that ends in a number looks like an IP address");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        checkIdna(text, lower);
        return new Domain(lower);
    }

    /** Whether the name is all ASCII, so that it needs no SMTPUTF8. */
    public boolean isAscii() {
        return Characters.areAscii(name);
    }

    /** The name as DNS knows it: U-labels as A-labels. */
    public String toAscii() {
        return isAscii() ? name : toAscii(name);
    }

    /** The name as people write it: A-labels as U-labels. */
    public String toUnicode() {
        return toUnicode(name);
    }

    /** Letters that Unicode got after IDNA2003 are letters too (RFC 5892): whole scripts, and signs of others. */
    private static String toAscii(String text) {
        return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
    }

    private static String toUnicode(String text) {
        return IDN.toUnicode(text, IDN.ALLOW_UNASSIGNED);
    }

    @Override
    public String toString() {
        return name;
    }

    private static void checkLabel(String label) throws InvalidMailboxException {
        if (label.isEmpty()) {
            throw new InvalidMailboxException("the domain has an empty label");
        }
        if (label.length() > MAX_LABEL) {
            throw new InvalidMailboxException("a label of the domain is longer than 63 octets");
        }
        if (label.startsWith("-") || label.endsWith("-")) {
            throw new InvalidMailboxException("a label of the domain starts or ends with a hyphen");
        }
        boolean letters = label.codePoints()
                .allMatch(c -> c < 0x80
                        ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
                        : Character.isLetterOrDigit(c) || isMark(c));
        if (!letters) {
            throw new InvalidMailboxException("the domain has a character that domains do not have");
        }
        if (isMark(label.codePointAt(0))) {
            // It would be shown upon the dot or the @ before it (RFC 5891 section 4.2.3.2).
            throw new InvalidMailboxException("a label of the domain starts with a mark that belongs to a letter");
        }
    }

    /** A vowel sign or an accent: whole scripts of India write no word without them (RFC 5892 section 2.1). */
    private static boolean isMark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    /**
     * A name beyond ASCII must be the one that its A-labels stand for: a name that DNS folds into another (other letters
     * for the same, a sharp s, marks apart from their letters) would be looked up as one person and sent to another. What
     * IDNA2003 folds it does itself; of letters that it does not know, Unicode's own tables tell.
     */
    private static void checkIdna(String text, String name) throws InvalidMailboxException {
        if (Characters.areAscii(name)) {
            // It is what DNS knows already.
            return;
        }
        try {
            String ascii = toAscii(name);
            if (ascii.length() > MAX_LENGTH) {
                throw new InvalidMailboxException("the domain is longer than 255 octets");
            }
            // Label by label: A-labels may stand beside U-labels, and are what DNS knows already.
            String[] labels = name.split("\\.", -1);
            boolean folded = Arrays.stream(labels)
                    .anyMatch(label -> !Characters.areAscii(label)
                            && !toUnicode(toAscii(label)).equals(label));
            boolean loweredOtherwise = !toAscii(text).equalsIgnoreCase(ascii);
            if (folded || loweredOtherwise || !Normalizer.isNormalized(name, Normalizer.Form.NFKC)) {
                throw new InvalidMailboxException("the domain is written in letters that DNS reads as others");
            }
        } catch (IllegalArgumentException notIdna) {
            throw new InvalidMailboxException("the domain is not a valid internationalised name");
        }
    }
}
