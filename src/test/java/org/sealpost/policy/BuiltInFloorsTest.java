package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.policy.ConsentChannel.PORTAL;
import static org.sealpost.policy.ConsentChannel.SMIME;
import static org.sealpost.policy.ConsentChannel.TLS;
import static org.sealpost.policy.ConsentChannel.UNENCRYPTED;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.policy.ConsentFacts.Granted;
import org.sealpost.policy.ConsentFacts.NoConsent;
import org.sealpost.policy.ConsentFacts.NotAPatient;
import org.sealpost.policy.ConsentFacts.Refused;
import org.sealpost.policy.ConsentFacts.Shared;

/** What holds in every practice without any rule: a table for a privacy officer. */
class BuiltInFloorsTest {

    private static final FindingFacts NOTHING = FindingFacts.nothing();
    private static final Granted EVERYTHING = Sample.consentTo(UNENCRYPTED, TLS, SMIME, PORTAL);

    /** A case, and the levels that could be decided, weakest first. */
    private record Row(String situation, Facts facts, String candidates) {}

    @TestFactory
    Stream<DynamicTest> candidatesOfEachSituation() {
        return Stream.of(
                        // Anyone but a patient.
                        new Row(
                                "a stranger, nothing found",
                                Sample.toStranger(NOTHING),
                                "plain tls verified-tls smime portal hold"),
                        new Row(
                                "a stranger, health information",
                                Sample.toStranger(Sample.phi()),
                                "verified-tls smime portal hold"),
                        new Row(
                                "a stranger, a part that cannot be read",
                                Sample.toStranger(Sample.uninspectable()),
                                "verified-tls smime portal hold"),
                        new Row(
                                "a stranger, a patient is identified",
                                Sample.toStranger(Sample.otherPatient()),
                                "verified-tls smime portal hold"),
                        // A patient without a consent in force.
                        new Row("no consent on record", none(NoConsent.Reason.NONE_ON_RECORD), "smime portal hold"),
                        new Row("an expired consent", none(NoConsent.Reason.EXPIRED), "smime portal hold"),
                        new Row("a revoked consent", none(NoConsent.Reason.REVOKED), "smime portal hold"),
                        new Row(
                                "a consent for marketing only",
                                none(NoConsent.Reason.OTHER_PURPOSE),
                                "smime portal hold"),
                        new Row(
                                "a consent that ends this very moment",
                                Sample.toPatient(expiring(Duration.ZERO), NOTHING),
                                "smime portal hold"),
                        new Row(
                                "a consent that ends in a second",
                                Sample.toPatient(expiring(Duration.ofSeconds(1)), NOTHING),
                                "plain tls verified-tls hold"),
                        new Row(
                                "a granted consent of another purpose",
                                Sample.toPatient(forPurpose(ConsentPurpose.MARKETING), NOTHING),
                                "smime portal hold"),
                        new Row(
                                "a granted consent for everything",
                                Sample.toPatient(forPurpose(ConsentPurpose.ALL), NOTHING),
                                "plain tls verified-tls hold"),
                        // A patient's request for no e-mail.
                        new Row("no e-mail at all", Sample.toPatient(new Refused("c"), NOTHING), "reject"),
                        // A patient's channels.
                        new Row("ordinary mail", to(NOTHING, UNENCRYPTED), "plain tls verified-tls hold"),
                        new Row(
                                "ordinary mail, health information",
                                to(Sample.phi(), UNENCRYPTED),
                                "plain tls verified-tls hold"),
                        new Row("TLS", to(NOTHING, TLS), "verified-tls hold"),
                        new Row("S/MIME", to(NOTHING, SMIME), "smime hold"),
                        new Row("portal", to(NOTHING, PORTAL), "portal hold"),
                        new Row("TLS or portal", to(Sample.phi(), TLS, PORTAL), "verified-tls portal hold"),
                        new Row(
                                "everything",
                                to(NOTHING, UNENCRYPTED, TLS, SMIME, PORTAL),
                                "plain tls verified-tls smime portal hold"),
                        new Row("ordinary mail without evidence", Sample.toPatient(withoutEvidence(), NOTHING), "hold"),
                        // Another patient is identified in the message.
                        new Row("ordinary mail, another patient", to(Sample.otherPatient(), UNENCRYPTED), "hold"),
                        new Row(
                                "ordinary mail or portal, another patient",
                                to(Sample.otherPatient(), UNENCRYPTED, PORTAL),
                                "portal hold"),
                        new Row(
                                "ordinary mail or TLS, another patient",
                                to(Sample.otherPatient(), UNENCRYPTED, TLS),
                                "verified-tls hold"),
                        // Several patients at one address.
                        new Row(
                                "ordinary mail and portal",
                                shared(Sample.consentTo(UNENCRYPTED, PORTAL), Sample.consentTo(PORTAL)),
                                "portal hold"),
                        new Row(
                                "everything and none on record",
                                shared(EVERYTHING, new NoConsent(NoConsent.Reason.NONE_ON_RECORD)),
                                "smime portal hold"),
                        new Row("everything and no e-mail at all", shared(EVERYTHING, new Refused("c")), "reject"),
                        new Row("nothing in common", shared(Sample.consentTo(SMIME), Sample.consentTo(PORTAL)), "hold"),
                        new Row("several patients of whom nothing is known", shared(), "smime portal hold"),
                        // The sender's mark.
                        new Row("a mark", marked("smime"), "smime portal hold"),
                        new Row("a mark in capitals", marked(" Portal "), "portal hold"),
                        new Row(
                                "a weaker mark lowers nothing",
                                Sample.facts(mark("plain"), new NotAPatient(), Sample.phi(), List.of()),
                                "verified-tls smime portal hold"),
                        new Row("a mark that cannot be read", marked("very secret"), "hold"),
                        new Row("two marks", marked("tls", "portal"), "portal hold"),
                        new Row("a mark of refusal", marked("reject"), "reject"),
                        // Failures.
                        new Row(
                                "a failed lookup",
                                Sample.facts(
                                        Map.of(),
                                        new NotAPatient(),
                                        NOTHING,
                                        List.of("the certificates could not be read")),
                                "hold"),
                        new Row(
                                "a failed lookup, no e-mail at all",
                                Sample.facts(Map.of(), new Refused("c"), NOTHING, List.of("fault")),
                                "reject"))
                .map(row -> DynamicTest.dynamicTest(
                        row.situation(),
                        () -> assertThat(candidates(row.facts())).isEqualTo(row.candidates())));
    }

    @Test
    void aPatientByOneSourceIsAPatientEvenIfTheOtherSaysNotSo() {
        Facts stranger = Sample.toStranger(NOTHING);
        Facts contradictory = new Facts(
                stranger.message(),
                stranger.sender(),
                stranger.recipient(),
                new PatientFacts(true, 1, "en"),
                new NotAPatient(),
                NOTHING,
                List.of(),
                Sample.NOW);
        assertThat(candidates(contradictory)).isEqualTo("smime portal hold");
    }

    @Test
    void tellsTheSenderToWriteOrCallWhenAPatientWantsNoEmail() {
        Decision decision = decide(Sample.toPatient(new Refused("c"), NOTHING));
        assertThat(decision.protection()).isEqualTo(Protection.REJECT);
        assertThat(decision.refusalText().orElseThrow()).contains("write a letter or call");
    }

    @Test
    void summaryIsOneSentenceThatSaysWhy() {
        assertThat(decide(to(Sample.phi(), PORTAL)).summary())
                .isEqualTo("Patient accepts the portal only; diagnosis code and phone number found");
        assertThat(decide(Sample.toStranger(NOTHING)).summary())
                .isEqualTo("Recipient is no patient; nothing about patients found");
        assertThat(decide(none(NoConsent.Reason.REVOKED)).summary())
                .isEqualTo("Patient: the consent was revoked; nothing about patients found");
        assertThat(decide(marked("portal")).summary())
                .isEqualTo(
                        "Recipient is no patient; nothing about patients found; the sender asks for the portal or stronger");
    }

    @Test
    void summarySaysWhatThePatientAskedFor() {
        assertThat(decide(asked(Set.of(ConsentChannel.PORTAL))).summary())
                .isEqualTo(
                        "Patient accepts ordinary mail only; the patient asked for the portal only; nothing about patients found");
        assertThat(decide(asked(Set.of())).summary())
                .isEqualTo(
                        "Patient accepts ordinary mail only; the patient asked for no e-mail; nothing about patients found;"
                                + " no way is left that all of this allows");
    }

    private static Facts asked(Set<ConsentChannel> channels) {
        Facts facts = Sample.toPatient(Sample.consentTo(UNENCRYPTED), NOTHING);
        return new Facts(
                facts.message(),
                facts.sender(),
                facts.recipient(),
                new PatientFacts(
                        true, 1, "en", false, false, false, List.of(new ConfidentialRequest("request", channels))),
                facts.consent(),
                facts.findings(),
                facts.attachments(),
                facts.time(),
                facts.failures());
    }

    @Test
    void everyWeakerLevelSaysWhyItLost() {
        Decision decision = new Decider(RuleSet.empty())
                .decide(
                        none(NoConsent.Reason.NONE_ON_RECORD),
                        Feasibility.everything().without(Protection.SMIME, "no certificate is on record"));
        assertThat(decision.protection()).isEqualTo(Protection.PORTAL);
        assertThat(decision.alternatives())
                .containsExactly(
                        lost(Protection.PLAIN, "below S/MIME, the floor because no consent is on record"),
                        lost(Protection.TLS, "below S/MIME, the floor because no consent is on record"),
                        lost(Protection.VERIFIED_TLS, "below S/MIME, the floor because no consent is on record"),
                        lost(Protection.SMIME, "not possible because no certificate is on record"));
        assertThat(decision.summary()).endsWith("; no certificate is on record");
    }

    @Test
    void textsOfFactsRevealNoContent() {
        Facts facts = Sample.facts(
                Map.of("Subject", List.of("Your visit")), Sample.consentTo(UNENCRYPTED), Sample.phi(), List.of());
        assertThat(facts.toString())
                .doesNotContain("visit")
                .doesNotContain("practice.example")
                .doesNotContain("jane")
                .doesNotContain("Jane")
                .doesNotContain("mail.example");
        assertThat(decide(facts).toString()).doesNotContainIgnoringCase("jane").doesNotContain("example");
    }

    private static LostAlternative lost(Protection level, String why) {
        return new LostAlternative(level, why);
    }

    private static Decision decide(Facts facts) {
        return new Decider(RuleSet.empty()).decide(facts, Feasibility.everything());
    }

    private static String candidates(Facts facts) {
        Requirement requirement = new Decider(RuleSet.empty()).require(facts);
        return String.join(
                " ", requirement.candidates().stream().map(Protection::key).toList());
    }

    private static Facts none(NoConsent.Reason reason) {
        return Sample.toPatient(new NoConsent(reason), NOTHING);
    }

    private static Facts to(FindingFacts findings, ConsentChannel... channels) {
        return Sample.toPatient(Sample.consentTo(channels), findings);
    }

    private static Facts shared(ConsentFacts... each) {
        return Sample.toPatient(new Shared(List.of(each)), NOTHING);
    }

    private static Granted expiring(Duration fromNow) {
        return new Granted(
                EnumSet.of(UNENCRYPTED),
                EnumSet.of(ConsentPurpose.TREATMENT),
                Optional.of("form"),
                "c",
                Optional.of(Sample.NOW.toInstant().plus(fromNow)));
    }

    private static Granted forPurpose(ConsentPurpose purpose) {
        return new Granted(EnumSet.of(UNENCRYPTED), EnumSet.of(purpose), Optional.of("form"), "c", Optional.empty());
    }

    private static Granted withoutEvidence() {
        return new Granted(
                EnumSet.of(UNENCRYPTED), EnumSet.of(ConsentPurpose.TREATMENT), Optional.of(" "), "c", Optional.empty());
    }

    private static Map<String, List<String>> mark(String... values) {
        return Map.of("X-Sealpost-Require", List.of(values));
    }

    private static Facts marked(String... values) {
        return Sample.facts(mark(values), new NotAPatient(), NOTHING, List.of());
    }
}
