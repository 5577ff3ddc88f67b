package org.sealpost.policy;

import static org.sealpost.policy.RuleWarningCases.each;
import static org.sealpost.policy.RuleWarningCases.fine;
import static org.sealpost.policy.RuleWarningCases.one;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A rule that leaves the portal to those whom it cannot serve is named. */
class PortalWarningsTest {

    @TestFactory
    Stream<DynamicTest> warnsOfThePortalForWhomItCannotServe() {
        String stranger =
                "rules.yaml:5:5: warning: whatever this rule matches is held: the portal serves an address that"
                        + " one patient has, and this rule matches no such address";
        return each(
                new RuleWarningCases.Case("no patients", one("'!patient.known'", "require: portal"), stranger),
                new RuleWarningCases.Case(
                        "that alone", one("'!patient.known && findings.phi'", "exactly: portal"), stranger),
                new RuleWarningCases.Case(
                        "no patient by the status",
                        one("consent.status == 'not-a-patient'", "require: portal"),
                        stranger),
                new RuleWarningCases.Case("several patients", one("patient.count > 1", "require: portal"), stranger),
                fine("more than that, which is held anyway", one("'!patient.known'", "hold: true")),
                fine("S/MIME", one("'!patient.known'", "require: smime")),
                fine("patients", one("patient.known", "require: portal")),
                fine("a patient", one("patient.count >= 1", "require: portal")),
                fine("anyone", one("findings.phi", "require: portal")));
    }
}
