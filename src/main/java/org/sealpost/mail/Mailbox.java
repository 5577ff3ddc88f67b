package org.sealpost.mail;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * A mailbox, {@code local-part@domain} (RFC 5321 section 4.1.2), by one strict grammar that refuses and never repairs:
 * what could be read in two ways (source routes, percent hack, bang paths, quoted local parts) is no mailbox here,
 * because consent must be looked up for exactly the address that is sent to.
 *
 * @param localPart as it came; only the receiving host may interpret its case
 * @param domain in lower case
 */
public record Mailbox(String localPart, Domain domain) {

    /**
     * The only limit of length. Everyone must take local parts of 64 octets, and should take longer ones (RFC 5321 section
     * 4.5.3.1): services put a ticket, or the address that a bounce is about, into theirs.
     */
    private static final int MAX_PATH = 254;

    private static final String ATOM_SYMBOLS = "!#$%&'*+-/=?^_`{|}~";

    /**
     * Reads a mailbox. Characters beyond ASCII are read too (RFC 6531); whoever forbids them asks {@link #isAscii()}.
     *
     * @throws InvalidMailboxException when it is not one, with the fault in words
     */
    public static Mailbox parse(String text) throws InvalidMailboxException {
        if (text.startsWith("\"")) {
            throw new InvalidMailboxException("a quoted local part is not accepted");
        }
        if (text.startsWith("@")) {
            throw new InvalidMailboxException("a source route is not accepted");
        }
        int at = text.indexOf('@');
        if (at < 0) {
            throw new InvalidMailboxException("the address has no @ and domain");
        }
        String local = text.substring(0, at);
        checkLocalPart(local);
        Mailbox mailbox = new Mailbox(local, Domain.parse(text.substring(at + 1)));
        // As it was written, and as DNS and look-ups have it, in A-labels.
        if (octets(text) > MAX_PATH || octets(mailbox.lookupKey()) > MAX_PATH) {
            throw new InvalidMailboxException("the address is longer than 254 octets");
        }
        return mailbox;
    }

    /**
     * Reads a mailbox out of a certificate, where it is in ASCII (IA5String, RFC 5280 section 4.2.1.6). Octets beyond that
     * may mean anything, and what reads them puts the same character for all: such a name is nobody's.
     *
     * @throws InvalidMailboxException when it is not one, with the fault in words
     */
    public static Mailbox parseAscii(String text) throws InvalidMailboxException {
        if (!Characters.areAscii(text)) {
            throw new InvalidMailboxException("the address has characters beyond ASCII");
        }
        return parse(text);
    }

    /** Whether the address needs no SMTPUTF8. */
    public boolean isAscii() {
        return domain.isAscii() && Characters.areAscii(localPart);
    }

    /** The postmaster of the same domain (RFC 5321 section 4.5.1); none where that address were longer than one may be. */
    public Optional<Mailbox> postmaster() {
        try {
            return Optional.of(parse("postmaster@" + domain.name()));
        } catch (InvalidMailboxException tooLong) {
            return Optional.empty();
        }
    }

    /**
     * The mailbox behind a sub-address (RFC 5233): what stands before the first plus, where something does. For counting
     * what one person sends, and for nothing else: whose consent it is, or which certificate fits, must not be guessed.
     */
    public Mailbox withoutSubaddress() {
        int plus = localPart.indexOf('+');
        return plus <= 0 ? this : new Mailbox(localPart.substring(0, plus), domain);
    }

    /** {@code local-part@domain}, as it is sent. */
    public String address() {
        return localPart + "@" + domain.name();
    }

    /**
     * The address as people, their consent and their certificates are looked up: in lower case and with the domain that
     * DNS knows. A patient must not become a stranger because someone typed a capital letter, or the domain's other
     * spelling.
     */
    public String lookupKey() {
        return localPart.toLowerCase(Locale.ROOT) + "@" + domain.toAscii();
    }

    /** {@code local-part@domain}. Never log it: an address of a patient is health information. */
    @Override
    public String toString() {
        return address();
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void checkLocalPart(String local) throws InvalidMailboxException {
        if (local.isEmpty()) {
            throw new InvalidMailboxException("the local part is missing");
        }
        if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            throw new InvalidMailboxException("the local part has a dot at an end or two in a row");
        }
        if (local.indexOf('%') >= 0 || local.indexOf('!') >= 0) {
            throw new InvalidMailboxException("a local part with % or ! (a route) is not accepted");
        }
        if (!Normalizer.isNormalized(local, Normalizer.Form.NFKC)) {
            // A Kelvin sign becomes a k in lower case: one mailbox would be looked up as another's.
            throw new InvalidMailboxException("the local part has a character that stands for others");
        }
        if (!local.codePoints().allMatch(Mailbox::isAtomOrDot)) {
            throw new InvalidMailboxException("the local part has a character that is not accepted");
        }
    }

    private static boolean isAtomOrDot(int c) {
        if (c >= 0x80) {
            return !Character.isISOControl(c)
                    && !Character.isSpaceChar(c)
                    && Character.getType(c) != Character.FORMAT
                    && Character.getType(c) != Character.UNASSIGNED
                    && Character.getType(c) != Character.SURROGATE
                    && Character.getType(c) != Character.PRIVATE_USE;
        }
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || ATOM_SYMBOLS.indexOf(c) >= 0;
    }
}
