package org.sealpost.policy;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Domain;

/**
 * Recognises a domain that is none of those that are known and looks like one of them: a slip of the keyboard
 * (gmial.com, gmail.co), or letters that look like others (rn for m, a Cyrillic a).
 *
 * <p>A name within the same registered domain is not taken for another: lab2.hospital.example belongs to whom
 * lab.hospital.example belongs to. Registered means here the last two labels, or three below a second level such as co.uk.
 */
public final class LookalikeDomains {

    /** Shorter names are too often one letter apart by chance. */
    private static final int SHORTEST = 8;

    /** Where patients have their mail, the most used first. Domains that resemble each other stand here so that none is taken for the other. */
    private static final List<String> PROVIDERS = List.of(
            "gmail.com",
            "googlemail.com",
            "yahoo.com",
            "ymail.com",
            "rocketmail.com",
            "yahoo.ca",
            "yahoo.co.uk",
            "yahoo.es",
            "yahoo.fr",
            "yahoo.de",
            "yahoo.com.mx",
            "outlook.com",
            "outlook.es",
            "outlook.fr",
            "outlook.de",
            "hotmail.com",
            "hotmail.ca",
            "hotmail.co.uk",
            "hotmail.es",
            "hotmail.fr",
            "hotmail.de",
            "live.com",
            "live.ca",
            "live.co.uk",
            "msn.com",
            "icloud.com",
            "me.com",
            "mac.com",
            "aol.com",
            "aim.com",
            "mail.com",
            "email.com",
            "usa.com",
            "gmx.com",
            "gmx.net",
            "gmx.us",
            "gmx.de",
            "proton.me",
            "protonmail.com",
            "pm.me",
            "fastmail.com",
            "fastmail.fm",
            "hey.com",
            "zoho.com",
            "zohomail.com",
            "tutanota.com",
            "tuta.com",
            "comcast.net",
            "xfinity.com",
            "verizon.net",
            "att.net",
            "sbcglobal.net",
            "bellsouth.net",
            "ameritech.net",
            "pacbell.net",
            "swbell.net",
            "prodigy.net",
            "cox.net",
            "charter.net",
            "spectrum.net",
            "earthlink.net",
            "mindspring.com",
            "juno.com",
            "netzero.net",
            "optonline.net",
            "optimum.net",
            "frontier.com",
            "frontiernet.net",
            "windstream.net",
            "centurylink.net",
            "centurytel.net",
            "q.com",
            "roadrunner.com",
            "rr.com",
            "twc.com",
            "suddenlink.net",
            "mediacombb.net",
            "cableone.net",
            "sparklight.com",
            "wowway.com",
            "rcn.com",
            "tds.net",
            "hughes.net",
            "duck.com");

    private static final Set<String> SECOND_LEVELS = Set.of("co", "com", "org", "net", "ac", "gov", "edu");

    private static final Map<Character, Character> LOOK_ALIKES = lookAlikes();

    private final Map<String, String> known = new LinkedHashMap<>();

    /** @param known the practice's own domains and those of its partners, besides the usual mail providers */
    public LookalikeDomains(Set<Domain> known) {
        PROVIDERS.forEach(name -> this.known.put(name, skeleton(name)));
        known.forEach(domain -> this.known.put(domain.toAscii().toLowerCase(Locale.ROOT), skeleton(domain.toAscii())));
    }

    /** The known domain that this one looks like without being one. */
    public Optional<String> resembled(Domain domain) {
        String name = domain.toAscii().toLowerCase(Locale.ROOT);
        if (known.containsKey(name)) {
            return Optional.empty();
        }
        String skeleton = skeleton(name);
        for (Map.Entry<String, String> other : known.entrySet()) {
            boolean alike = skeleton.equals(other.getValue()) || isOneSlipFrom(skeleton, other.getValue());
            if (alike && !registered(name).equals(registered(other.getKey()))) {
                return Optional.of(other.getKey());
            }
        }
        return Optional.empty();
    }

    private static boolean isOneSlipFrom(String one, String other) {
        return Math.min(one.length(), other.length()) >= SHORTEST && Slip.isOne(one, other);
    }

    private static String registered(String name) {
        String[] labels = name.split("\\.", -1);
        int count = labels.length;
        boolean belowSecond = count > 2 && labels[count - 1].length() == 2 && SECOND_LEVELS.contains(labels[count - 2]);
        int from = Math.max(0, count - (belowSecond ? 3 : 2));
        return String.join(".", Arrays.copyOfRange(labels, from, count));
    }

    /** The form in which names that look alike are the same (after Unicode TR 39, for the letters that occur). */
    private static String skeleton(String ascii) {
        String shown =
                Normalizer.normalize(IDN.toUnicode(ascii), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                out.append(LOOK_ALIKES.getOrDefault(c, c).charValue());
            }
        }
        return out.toString().replace("rn", "m").replace("vv", "w").replace("cl", "d");
    }

    private static Map<Character, Character> lookAlikes() {
        String others =
                "0135\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0455\u0443\u0445\u04bb\u0501\u051b\u0261\u0131\u03bf\u03b1\u03bd\u03c1\u03b9\u0142";
        String latin = "olesaeijopcsyxhdqgioavpil";
        Map<Character, Character> map = new HashMap<>();
        for (int i = 0; i < others.length(); i++) {
            map.put(others.charAt(i), latin.charAt(i));
        }
        // Between l, i and 1 no eye tells in many fonts.
        map.put('i', 'l');
        map.replaceAll((other, plain) -> plain == 'i' ? 'l' : plain);
        return Map.copyOf(map);
    }
}
