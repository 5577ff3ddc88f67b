package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules say about signing and encrypting. */
class SmimeFormTest {

    private static final String RULE = """
            version: 1
            rules:
              - name: county hospital
                when: recipient.domain == "county.example"
                %s
            """;

    @Test
    void theStrongerWordOfEachKindCountsAndTheFirstOrderOfSources() {
        SmimeForm first = new SmimeForm(List.of("aes-256-cbc"), false, List.of("ldap"));
        SmimeForm second = new SmimeForm(List.of("aes-256-gcm", "rsa-pkcs1"), true, List.of("directory"));

        assertThat(SmimeForm.DEFAULT.and(first).and(second))
                .isEqualTo(new SmimeForm(List.of("aes-256-gcm", "rsa-pkcs1"), true, List.of("ldap")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smime: aes-256-cpc | unknown word `aes-256-cpc` in `smime`, did you mean `aes-256-cbc`?",
                "smime: [aes-256-cbc, aes-256-gcm] | `smime` has one of aes-256-gcm, aes-256-cbc",
                "smime: 3des | unknown word `3des` in `smime`",
                "sign: false | `sign` is true; leave it out to sign as the settings say",
                "certificates: [ldab] | unknown source `ldab` in `certificates`, did you mean `ldap`?",
                "certificates: [ldap, ldap] | `ldap` is there twice in `certificates`, keep one"
            })
    void aMistakeIsReported(String outcome, String message) {
        assertThat(RuleSet.parse(RULE.formatted(outcome), "rules.yaml"))
                .isInstanceOfSatisfying(
                        RuleSetResult.Invalid.class,
                        invalid -> assertThat(invalid.errors().getFirst().toString())
                                .contains(message));
    }

    @Test
    void aRuleMayDoNothingElse() {
        assertThat(RuleSet.parse(RULE.formatted("smime: [aes-256-cbc, rsa-pkcs1]"), "rules.yaml"))
                .isInstanceOf(RuleSetResult.Valid.class);
    }
}
