package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To which messages a text can be added, and what is decided about the others. */
class MessageFormTest {

    private static final Decider RULES = new Decider(Sample.rules("""
            version: 1
            rules:
              - {name: footer, when: 'true', disclaimer: For its addressee only.}
            """));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            text/plain                                                  | ORDINARY
            Text/HTML; charset=utf-8                                    | ORDINARY
            multipart/mixed; boundary=b                                 | ORDINARY
            multipart/alternative; boundary="multipart/signed"          | ORDINARY
            multipart/signed; protocol="application/pgp-signature"      | SIGNED
            Multipart/Signed;micalg=sha-256                             | SIGNED
            multipart/encrypted; protocol="application/pgp-encrypted"   | ENCRYPTED
            application/pkcs7-mime; smime-type=enveloped-data           | ENCRYPTED
            application/x-pkcs7-mime (S/MIME); smime-type=signed-data   | ENCRYPTED
            text/calendar; method=REQUEST                               | INVITATION
            multipart/report; report-type=disposition-notification      | REPORT
            nonsense                                                    | ORDINARY
            """)
    void isToldByTheMediaTypeOfTheWhole(String contentType, MessageForm form) {
        assertThat(facts(contentType, "").message().form()).isEqualTo(form);
    }

    @Test
    void ofTwoMediaTypesTheSpecialOneCounts() {
        assertThat(MessageForm.of(List.of("text/plain", "multipart/signed"))).isEqualTo(MessageForm.SIGNED);
        assertThat(MessageForm.of(List.of())).isEqualTo(MessageForm.ORDINARY);
    }

    /** The notice of 42 CFR 2.32 is law: it is added to all that can be read with it, and the rest waits. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # Content-Type         | a rule's disclaimer | the notice of Part 2 | what becomes of Part 2
            text/plain             | added               | added                | VERIFIED_TLS
            multipart/mixed        | added               | added                | VERIFIED_TLS
            multipart/signed       | it is signed        | added                | VERIFIED_TLS
            text/calendar          | it is for a calendar | added               | VERIFIED_TLS
            multipart/report       | it is a mail system's report | added       | VERIFIED_TLS
            multipart/encrypted    | it is encrypted, or signed as one object | not added | HOLD
            application/pkcs7-mime | it is encrypted, or signed as one object | not added | HOLD
            """)
    void whatIsAdded(String contentType, String disclaimer, String notice, Protection ofPart2) {
        Decision plain = RULES.decide(facts(contentType, ""), Feasibility.everything());
        Decision part2 = RULES.decide(facts(contentType, "part2"), Feasibility.everything());

        boolean added = disclaimer.equals("added");
        assertThat(plain.additions().notices()).isEqualTo(added ? List.of("For its addressee only.") : List.of());
        assertThat(plain.protection()).isEqualTo(Protection.PLAIN);
        assertThat(plain.rules()).containsExactly("footer");
        assertThat(plain.floors())
                .extracting(Floor::why)
                .anyMatch(why -> added || why.equals("rule \"footer\" adds no text to this message: " + disclaimer));
        assertThat(part2.additions().notices().contains(SubstanceUse.NOTICE)).isEqualTo(notice.equals("added"));
        assertThat(part2.protection()).isEqualTo(ofPart2);
    }

    @Test
    void aDecisionThatWasKeptIsAboutAMessageOfTheSameForm() {
        for (MessageForm form : MessageForm.values()) {
            Facts facts = facts(form.mediaTypes().stream().findFirst().orElse("text/plain; name=jane"), "");
            Decision decision = RULES.decide(facts, Feasibility.everything());
            KeptDecision kept =
                    KeptDecision.ofJson(KeptDecision.of(facts, decision).toJson());

            assertThat(kept.facts("", "x@mail.example").message().form()).isEqualTo(form);
            assertThat(kept.toJson()).doesNotContain("jane");
        }
    }

    private static Facts facts(String contentType, String label) {
        Map<String, List<String>> headers = label.isEmpty()
                ? Map.of("content-type", List.of(contentType))
                : Map.of("content-type", List.of(contentType), "x-sealpost-label", List.of(label));
        return Sample.facts(headers, new ConsentFacts.NotAPatient(), FindingFacts.nothing(), List.of());
    }
}
