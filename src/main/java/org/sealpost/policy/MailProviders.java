package org.sealpost.policy;

import java.util.List;
import java.util.Set;

/** Where patients have their mail. */
final class MailProviders {

    /** The most used first. Domains that resemble each other stand here so that none is taken for the other. */
    static final List<String> DOMAINS = List.of(
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

    /** Names that are one provider's under one ending: under any other it is somebody else. */
    private static final Set<String> UNDER_ONE_ENDING = Set.of("gmail", "googlemail", "icloud", "ymail", "rocketmail");

    /** Names that are one provider's in many countries, of which not all stand above. */
    private static final Set<String> IN_MANY_COUNTRIES =
            Set.of("yahoo", "hotmail", "outlook", "aol", "gmx", "protonmail", "tutanota");

    private MailProviders() {}

    /** Whether a provider's name under that ending is most likely not that provider's. */
    static boolean isAnothers(String name, String ending) {
        return UNDER_ONE_ENDING.contains(name) || (IN_MANY_COUNTRIES.contains(name) && !isOfCountry(ending));
    }

    /** Whether nobody else would call a domain so. */
    static boolean isName(String name) {
        return UNDER_ONE_ENDING.contains(name) || IN_MANY_COUNTRIES.contains(name);
    }

    private static boolean isOfCountry(String ending) {
        return ending.length() - (ending.lastIndexOf('.') + 1) == 2;
    }
}
