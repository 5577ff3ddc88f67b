package org.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;
import org.sealpost.policy.RuleTestResult;
import org.sealpost.policy.RuleTestRunner;

/** Whom a message identifies is found offline as a gateway finds it, by the gateway's own detectors. */
class OtherPatientOfflineTest {

    private static final String PATIENTS = """
                jane@mail.example:
                  name: Jane Roe
                  birth-date: 1962-03-14
                  patient-id: P-1001
                  phone: (212) 555-0101
                  addresses: [jane@work.example]
                  channels: [unencrypted, portal]
                  evidence: form 12
                dana@mail.example:
                  name: Dana Whitfield
                  birth-date: 1961-03-04
                  patient-id: P-2002
                  phone: (212) 555-0142
                  addresses: [dana@work.example]
            """;

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            See you on Monday.                                     | plain
            The result of MRN P-2002 is here.                      | portal
            The result of chart no. P2002 is here.                 | portal
            The result of MRN P-1001 is here.                      | plain
            Whitfield, born 03/04/1961, has an appointment.        | portal
            Roe, born 03/14/1962, has an appointment.              | plain
            Please call (212) 555-0142 back.                       | portal
            Please call (212) 555-0101 back.                       | plain
            Forward it to dana@work.example please.                | portal
            Forward it to jane@work.example please.                | plain
            Mrs. Whitfield called about the visit.                 | portal
            Mrs. Roe called about the visit.                       | plain
            Mrs. Miller called about the visit.                    | plain
            """)
    void theTextIdentifies(String body, String protection) {
        assertThat(mismatches("[jane@mail.example]", body, "jane@mail.example", protection))
                .isEmpty();
    }

    @Test
    void theOtherAddressOfAPatientIsTheirs() {
        assertThat(mismatches("[jane@work.example]", "Your number is MRN P-1001.", "jane@work.example", "plain"))
                .isEmpty();
    }

    @Test
    void whoIsShownInToTellsEachPatientOfTheOther() {
        assertThat(mismatches("[jane@mail.example, dana@mail.example]", "Hello.", "jane@mail.example", "portal"))
                .isEmpty();
        assertThat(mismatches("[jane@mail.example, lab@clinic.example]", "Hello.", "lab@clinic.example", "plain"))
                .isEmpty();
    }

    @Test
    void whatIsWrongWithAPatientIsSaidInItsPlace() {
        String yaml = """
                version: 1
                tests:
                  - name: a
                    message: {from: a@b.example, to: [x@y.example]}
                    patients:
                      x@y.example: {birth-date: 14.3.1962, relationship: mother, addresses: [nowhere]}
                    expect: {x@y.example: {protection: portal}}
                """;
        assertThat(RuleSet.parse(yaml, "rules.yaml"))
                .isInstanceOfSatisfying(
                        RuleSetResult.Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(error -> error.line() + ":" + error.column())
                                .containsExactly("6:33", "6:58", "6:78"));
    }

    private static List<String> mismatches(String to, String body, String recipient, String protection) {
        String yaml = "version: 1\ntests:\n  - name: a\n    message: {from: staff@practice.example, to: " + to
                + ", subject: Visit, body: \"" + body + "\"}\n    infeasible: [smime]\n    patients:\n"
                + PATIENTS.indent(6)
                + "    expect: {" + recipient + ": {protection: " + protection + "}}\n";
        if (!(RuleSet.parse(yaml, "rules.yaml") instanceof RuleSetResult.Valid(RuleSet rules))) {
            throw new AssertionError(RuleSet.parse(yaml, "rules.yaml"));
        }
        return new RuleTestRunner(new DetectorInspection())
                .run(rules).stream()
                        .map(RuleTestResult::mismatches)
                        .flatMap(List::stream)
                        .map(mismatch -> mismatch.text())
                        .toList();
    }
}
