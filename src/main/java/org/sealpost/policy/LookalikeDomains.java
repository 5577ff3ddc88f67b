package org.sealpost.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sealpost.mail.Domain;

/**
 * Recognises a domain that is none of those that are known and looks like one of them: a slip of the keyboard
 * (gmial.com, gmail.co), letters that look like others (rn for m, 1 for l, a Cyrillic a), another ending of a name that is one
 * provider's (gmail.org), or the whole of a known one within another (gmail.com.evil.example, gmail-com.example).
 *
 * <p>Within one registered domain only what the eye takes for a known name is found: lab2.hospital.example belongs to whom
 * lab.hospital.example belongs to, 1ab.hospital.example may not.
 *
 * <p>What the known ones are never changes, so that what was found of a domain is remembered: most of a practice's mail
 * goes to a few.
 */
public final class LookalikeDomains {

    /** Shorter names are too often one letter apart by chance, such as live and love. */
    private static final int SHORTEST = 5;

    /** Shorter names are too often two letters swapped by chance. */
    private static final int SHORTEST_SWAPPED = 4;

    /** Shorter names are too often the same but for a digit by chance. */
    private static final int SHORTEST_WITH_DIGITS = 3;

    /** Shorter endings are of countries, which are one letter apart by chance. */
    private static final int SHORTEST_ENDING = 3;

    /** Shorter domains are too often written with a hyphen by chance. */
    private static final int SHORTEST_HYPHENED = 8;

    /** Domains that are remembered before all are forgotten. */
    private static final int MOST_REMEMBERED = 500;

    private static final List<DomainShape> PROVIDERS =
            MailProviders.DOMAINS.stream().map(DomainShape::of).toList();

    private final Map<String, DomainShape> known = new LinkedHashMap<>();
    private final Map<String, Optional<String>> found = new ConcurrentHashMap<>();

    /** @param known the practice's own domains and those of its partners, besides the usual mail providers */
    public LookalikeDomains(Set<Domain> known) {
        PROVIDERS.forEach(provider -> this.known.put(provider.ascii(), provider));
        known.stream().map(LookalikeDomains::ascii).forEach(name -> this.known.put(name, DomainShape.of(name)));
    }

    /** The known domain that this one looks like without being one. */
    public Optional<String> resembled(Domain domain) {
        String ascii = ascii(domain);
        if (known.containsKey(ascii)) {
            return Optional.empty();
        }
        Optional<String> before = found.get(ascii);
        if (before != null) {
            return before;
        }
        Optional<String> resembled = search(ascii);
        if (found.size() >= MOST_REMEMBERED) {
            found.clear();
        }
        found.put(ascii, resembled);
        return resembled;
    }

    /** How many domains are remembered. */
    int remembered() {
        return found.size();
    }

    private Optional<String> search(String ascii) {
        DomainShape one = DomainShape.of(ascii);
        return known.values().stream()
                .filter(other -> other.registered().equals(one.registered())
                        ? Siblings.areAlike(one, other)
                        : isAlike(one, other))
                .map(DomainShape::ascii)
                .findFirst();
    }

    private static String ascii(Domain domain) {
        return domain.toAscii().toLowerCase(Locale.ROOT);
    }

    private static boolean isAlike(DomainShape one, DomainShape known) {
        return looksTheSame(one, known) || isSlipOf(one, known) || isWithin(known, one);
    }

    /** The whole, or what someone owns of it: hospita1.example and x.hospita1.example for lab.hospital.example. */
    private static boolean looksTheSame(DomainShape one, DomainShape known) {
        if (!one.whole().equals(known.whole()) && !one.owned().equals(known.owned())) {
            return false;
        }
        // Names of one or two letters are all taken, with digits too: m3.com is nobody's copy of me.com.
        return plainName(known).length() >= SHORTEST_WITH_DIGITS || !hasDigit(plainName(one));
    }

    private static boolean hasDigit(String name) {
        return name.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isSlipOf(DomainShape one, DomainShape known) {
        if (one.name().equals(known.name())) {
            return hasOtherEnding(one, known);
        }
        // Letter by letter, too: a slip beside or within two letters that look like one, as in ilcoud, makes two others
        // of them.
        boolean oneSlip = known.name().length() >= SHORTEST
                && (Slip.isOne(one.whole(), known.whole()) || Slip.isOne(one.letters(), known.letters()));
        return oneSlip || (one.ending().equals(known.ending()) && isShortSlip(one, known));
    }

    private static boolean hasOtherEnding(DomainShape one, DomainShape known) {
        boolean slip = known.ending().length() >= SHORTEST_ENDING
                && known.name().length() >= SHORTEST_ENDING
                && Slip.isOne(one.ending(), known.ending());
        return slip || MailProviders.isAnothers(plainName(known), one.ending());
    }

    /** A letter twice instead of once, or once instead of twice; in longer names also two swapped. */
    private static boolean isShortSlip(DomainShape one, DomainShape known) {
        int length = known.name().length();
        return (length >= SHORTEST_ENDING && one.once().equals(known.once()))
                || (length >= SHORTEST_SWAPPED
                        && (Slip.isSwap(one.name(), known.name()) || Slip.isSwap(one.letters(), known.letters())));
    }

    /** Whether the known one stands in another, as if that were its own. */
    private static boolean isWithin(DomainShape known, DomainShape one) {
        List<String> labels = one.labels();
        int place = Collections.indexOfSubList(labels, known.labels());
        int behind = labels.size() - place - known.labels().size();
        // live.com.mx is what live.com is called there; whoever has one domain has no countries.
        boolean country =
                behind == 1 && labels.getLast().length() == 2 && MailProviders.DOMAINS.contains(known.ascii());
        if (place >= 0 && behind > 0 && !country) {
            return true;
        }
        // gmail.com-secure.example: the eye stops at the hyphen.
        if (("." + one.whole()).contains("." + known.whole() + "-")) {
            return true;
        }
        return labels.stream().anyMatch(label -> isWritten(known, label));
    }

    /** Whether a label spells the whole of it: gmail-com, login-gmail-com, gmailcom. */
    private static boolean isWritten(DomainShape known, String label) {
        boolean longer =
                label.length() >= known.whole().length() && known.whole().length() >= SHORTEST_HYPHENED;
        boolean hyphened = longer
                && label.indexOf('-') > 0
                && ("-" + label + "-").contains("-" + known.whole().replace('.', '-') + "-");
        return hyphened
                || (MailProviders.isName(plainName(known))
                        && label.length() >= SHORTEST_HYPHENED
                        && label.equals(known.whole().replace(".", "")));
    }

    /** The registered name without its ending, as it is written. */
    private static String plainName(DomainShape known) {
        return known.registered().substring(0, Math.max(0, known.registered().indexOf('.')));
    }
}
