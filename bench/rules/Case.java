package rules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.sealpost.policy.RuleError;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;
import org.sealpost.policy.RulesText;

/**
 * Rules that are measured.
 *
 * @param goal microseconds that a decision may take, if something is aimed at
 */
record Case(String name, String what, RuleSet rules, OptionalInt goal) {

    private static final int RULES = 1_000;
    private static final int DEFAULT_GOAL = 300;
    private static final int LARGE_GOAL = 1_000;

    /** Of ten rules, one has a condition that cannot be looked up. */
    private static final int OTHERS = 10;

    static List<Case> all(Path top) throws IOException {
        return List.of(
                new Case(
                        "default",
                        "config/rules.yaml",
                        valid(RulesText.read(top.resolve("config/rules.yaml")).rules()),
                        OptionalInt.of(DEFAULT_GOAL)),
                new Case(
                        "constants",
                        "1,000 rules, 900 of which compare a sender, recipient, domain or list with constants",
                        valid(RuleSet.parse(constants(), "constants.yaml")),
                        OptionalInt.of(LARGE_GOAL)),
                new Case(
                        "others",
                        "1,000 rules that cannot be looked up",
                        valid(RuleSet.parse(others(), "others.yaml")),
                        OptionalInt.empty()));
    }

    private static String constants() {
        StringBuilder file = new StringBuilder("version: 1\nlists:\n");
        for (int i = 0; i < RULES; i += 4) {
            file.append("  list%d: [a%d.example, b%d.example, c%d.example, staff%d@practice.example]\n"
                    .formatted(i, i, i, i, i));
        }
        file.append("rules:\n");
        for (int i = 0; i < RULES; i++) {
            String condition = i % OTHERS == OTHERS - 1
                    ? other(i)
                    : switch (i % 4) {
                        case 0 -> "recipient.domain in lists.list%d".formatted(i);
                        case 1 -> "recipient.domain == \"partner%d.example\" && findings.phi".formatted(i);
                        case 2 -> "sender.address == \"staff%d@practice.example\" && !patient.known".formatted(i);
                        default -> "recipient.address in [\"x%d@mail.example\", \"y%d@mail.example\"]".formatted(i, i);
                    };
            file.append("  - {name: r%d, when: '%s', require: tls}\n".formatted(i, condition));
        }
        return file.toString();
    }

    private static String others() {
        StringBuilder file = new StringBuilder("version: 1\nrules:\n");
        for (int i = 0; i < RULES; i++) {
            file.append("  - {name: r%d, when: '%s', require: tls}\n".formatted(i, other(i)));
        }
        return file.toString();
    }

    private static String other(int i) {
        return switch (i % 5) {
            case 0 -> "recipient.address.endsWith(\"@partner%d.example\")".formatted(i);
            case 1 -> "message.subject.lowerAscii().contains(\"project %d\")".formatted(i);
            case 2 -> "!patient.known && findings.phi && findings.total > %d".formatted(i);
            case 3 -> "message.header(\"X-Project\") == \"%d\"".formatted(i);
            default -> "attachments.exists(a, a.name.startsWith(\"plan-%d-\"))".formatted(i);
        };
    }

    private static RuleSet valid(RuleSetResult result) {
        return switch (result) {
            case RuleSetResult.Valid(RuleSet rules) -> rules;
            case RuleSetResult.Invalid(List<RuleError> errors) -> throw new IllegalStateException(errors.toString());
        };
    }
}
