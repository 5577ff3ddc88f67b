package org.sealpost.demo;

import java.util.List;

/**
 * One sample message and what must become of it.
 *
 * @param name of its file under {@code demo/samples}, without the ending
 * @param shows what it is there for, in a few words
 * @param expected one for each recipient, in the order of the envelope
 */
record Sample(String name, String shows, List<Expected> expected) {

    private static final String PLAIN = "plain";
    private static final String VERIFIED_TLS = "verified-tls";
    private static final String SMIME = "smime";
    private static final String PORTAL = "portal";

    private static final String DELIVERED = "delivered";
    private static final String IN_PORTAL = "in-portal";

    /** What must become of a message for one recipient, in the words of the API. */
    record Expected(String recipient, String protection, String state) {}

    Sample {
        expected = List.copyOf(expected);
    }

    /** All of them, in the order in which they are sent. */
    static List<Sample> all() {
        return List.of(
                sample("ordinary", "Ordinary mail, nothing found", "orders@supplies.example", PLAIN, DELIVERED),
                sample("unencrypted", "Patient accepts ordinary mail", "maria.lopez@mail.example", PLAIN, DELIVERED),
                sample("tls-only", "Patient accepts TLS only", "james.carter@mail.example", VERIFIED_TLS, DELIVERED),
                sample("smime-rsa", "Patient with an RSA certificate", "ana.silva@mail.example", SMIME, DELIVERED),
                sample("smime-ec", "Consent expired, EC certificate", "tom.baker@mail.example", SMIME, DELIVERED),
                sample("portal", "Patient reads in the portal", "grace.hill@mail.example", PORTAL, IN_PORTAL),
                sample("no-consent", "No consent to mail of treatment", "omar.haddad@mail.example", PORTAL, IN_PORTAL),
                sample("no-email", "Patient wants no e-mail", "ruth.meyer@mail.example", "reject", "refused"),
                sample("laboratory", "Laboratory, by rule", "results@lab.example.org", VERIFIED_TLS, DELIVERED),
                sample("keyword", "[secure] in the subject", "maria.lopez@mail.example", PORTAL, IN_PORTAL),
                sample("held", "Social security number", "claims@insurer.example", "hold", "held"),
                sample("public-site", "Patient's story to a public site", "wall@social.example", "reject", "refused"),
                sample(
                        "uninspectable",
                        "Attachment nobody can read",
                        "lee@cardiology.example",
                        VERIFIED_TLS,
                        DELIVERED),
                new Sample(
                        "several",
                        "One message, four recipients",
                        List.of(
                                new Expected("maria.lopez@mail.example", PLAIN, DELIVERED),
                                new Expected("james.carter@mail.example", VERIFIED_TLS, DELIVERED),
                                new Expected("grace.hill@mail.example", PORTAL, IN_PORTAL),
                                new Expected("orders@supplies.example", PLAIN, DELIVERED))));
    }

    private static Sample sample(String name, String shows, String recipient, String protection, String state) {
        return new Sample(name, shows, List.of(new Expected(recipient, protection, state)));
    }
}
