package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * What the fields of conditions that hold an address or a domain look like, and so never look like: what was read by
 * {@link Mailbox} and {@link Domain} is all that they are compared with. The null path is empty.
 */
final class AddressForm {

    static final Set<String> ADDRESSES = Set.of("sender.address", "recipient.address", "message.from");
    static final Set<String> DOMAINS = Set.of("sender.domain", "recipient.domain");

    private static final Pattern WITH_NAME = Pattern.compile(".*<([^<>]+)>\\s*");
    private static final Pattern LINK = Pattern.compile("(?:mailto:|[a-z]+://)([^/]*)/?");

    private AddressForm() {}

    /** A clause that says why a field never is that text. */
    static Optional<String> neverIs(String field, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (DOMAINS.contains(field)) {
            return fault(text, true).map(fault -> domain(field, text, fault));
        }
        return ADDRESSES.contains(field)
                ? fault(text, false).map(fault -> address(field, text, fault))
                : Optional.empty();
    }

    /** A clause that says why a field never has that text in it. */
    static Optional<String> neverHolds(String field, String text) {
        if (!DOMAINS.contains(field)) {
            return Optional.empty();
        }
        if (text.contains("@")) {
            return Optional.of(withSign(field, text));
        }
        boolean blank = text.codePoints().anyMatch(Character::isWhitespace);
        if (text.contains("*") || blank) {
            String plain = text.replace("*", "").strip();
            return Optional.of(field + " has no " + (blank ? "blanks" : "`*`") + " and never \"" + text + "\""
                    + (plain.isEmpty() ? "" : ", write \"" + plain + "\""));
        }
        return Optional.empty();
    }

    private static Optional<String> fault(String text, boolean domain) {
        try {
            if (domain) {
                Domain.parse(text);
            } else {
                Mailbox.parse(text);
            }
            return Optional.empty();
        } catch (InvalidMailboxException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    private static String domain(String field, String text, String fault) {
        if (text.contains("@")) {
            return withSign(field, text);
        }
        String never = " and never \"" + text + "\"";
        if (text.startsWith("*.") || text.startsWith(".")) {
            String end = (text.startsWith(".") ? text : text.substring(1)).toLowerCase(Locale.ROOT);
            return field + " is one whole name" + never + ": for every name that ends so ask " + field + ".endsWith(\""
                    + end + "\")";
        }
        return tidy(text)
                .filter(tidied -> fault(tidied, true).isEmpty())
                .map(tidied -> field + " is a name alone" + never + ", write \"" + tidied + "\"")
                .orElseGet(() -> severalOr(field, text, fault));
    }

    private static String withSign(String field, String text) {
        String behind = text.substring(text.lastIndexOf('@') + 1).strip().toLowerCase(Locale.ROOT);
        String meant = !behind.isEmpty() && (text.strip().startsWith("@") || text.startsWith("*@"))
                ? ", write \"" + behind + "\""
                : ", compare " + field.replace(".domain", ".address") + " with it";
        return field + " is what stands behind the \"@\" and never \"" + text + "\"" + meant;
    }

    private static String address(String field, String text, String fault) {
        if (!text.contains("@")) {
            boolean domain = text.contains(".") && fault(text, true).isEmpty();
            return field + " is a whole address and never \"" + text + "\"" + (domain ? withDomain(field, text) : "");
        }
        return tidy(text)
                .filter(tidied -> fault(tidied, false).isEmpty())
                .map(tidied -> field + " is an address alone and never \"" + text + "\", write \"" + tidied + "\"")
                .orElseGet(() -> severalOr(field, text, fault));
    }

    /** The field From has none of its own for the domain. */
    private static String withDomain(String field, String domain) {
        return field.endsWith(".address")
                ? ", compare " + field.replace(".address", ".domain") + " with it"
                : ", ask " + field + ".endsWith(\"@" + domain.toLowerCase(Locale.ROOT) + "\")";
    }

    private static String severalOr(String field, String text, String fault) {
        boolean several = text.strip().codePoints().anyMatch(c -> c == ',' || c == ';' || Character.isWhitespace(c));
        return field + " never is \"" + text + "\": " + (several ? "write each by itself" : fault);
    }

    /** Without what people copy along. */
    private static Optional<String> tidy(String text) {
        String tidied = text.strip().toLowerCase(Locale.ROOT);
        Matcher named = WITH_NAME.matcher(tidied);
        tidied = named.matches() ? named.group(1).strip() : tidied;
        Matcher link = LINK.matcher(tidied);
        tidied = link.matches() ? link.group(1) : tidied;
        while (tidied.endsWith(".") || tidied.endsWith("/") || tidied.endsWith(",") || tidied.endsWith(";")) {
            tidied = tidied.substring(0, tidied.length() - 1);
        }
        return tidied.equals(text) || tidied.isEmpty() ? Optional.empty() : Optional.of(tidied);
    }
}
