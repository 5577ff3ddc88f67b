package org.sealpost.policy;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.RuleTest.Expectation;
import org.sealpost.policy.RuleTest.PatientOnRecord;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one test of a rules file. */
final class RuleTestReader {

    private static final Set<String> FIELDS =
            Set.of("name", "message", "patients", "other-patient", "infeasible", "time", "expect");
    private static final Set<String> EXPECTED = Set.of("protection", "rule", "refused", "via");
    /** A Monday morning, so that a test without a time gives the same result every day. */
    private static final ZonedDateTime DEFAULT_TIME = ZonedDateTime.parse("2026-01-05T10:00:00Z");

    private final Collection<String> ruleNames;
    private final FileErrors errors;

    RuleTestReader(Collection<String> ruleNames, FileErrors errors) {
        this.ruleNames = ruleNames;
        this.errors = errors;
    }

    /** The test; nothing when it lacks a part. Other errors keep the whole file from being used. */
    Optional<RuleTest> read(Node node) {
        Fields fields = Fields.of(node, "a test", FIELDS, errors);
        Optional<String> name = fields.required("name").map(ScalarNode::getValue);
        Optional<RuleTestMessage> message = part(fields, "message").map(part -> RuleTestMessage.read(part, errors));
        Map<Mailbox, PatientOnRecord> patients = new LinkedHashMap<>();
        fields.value("patients").ifPresent(part -> {
            Fields entries = Fields.free(part, "`patients`", errors);
            for (String address : entries.names()) {
                mailbox(address, entries.key(address), errors)
                        .ifPresent(mailbox -> patients.put(
                                mailbox,
                                RuleTestPatient.read(entries.value(address).orElseThrow(), errors)));
            }
        });
        Map<Mailbox, Expectation> expectations = part(fields, "expect")
                .map(part -> expectations(part, message.map(RuleTestMessage::to).orElse(List.of())))
                .orElse(Map.of());
        boolean otherPatient = fields.flag("other-patient");
        Feasibility feasibility = infeasible(fields);
        ZonedDateTime time = fields.scalar("time").flatMap(this::time).orElse(DEFAULT_TIME);
        if (name.isEmpty() || message.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RuleTest(
                name.get(),
                fields.line(),
                message.get().from(),
                message.get().toRaw(),
                time,
                patients,
                otherPatient,
                feasibility,
                expectations));
    }

    private Optional<Node> part(Fields fields, String name) {
        if (fields.value(name).isEmpty()) {
            errors.at(fields.node(), "a test has no `" + name + "`");
        }
        return fields.value(name);
    }

    private Map<Mailbox, Expectation> expectations(Node node, List<Mailbox> recipients) {
        Fields entries = Fields.free(node, "`expect`", errors);
        if (entries.names().isEmpty()) {
            errors.at(node, "`expect` must name a recipient, or the test tests nothing");
        }
        Map<Mailbox, Expectation> expectations = new LinkedHashMap<>();
        for (String address : entries.names()) {
            Node key = entries.key(address);
            mailbox(address, key, errors).ifPresent(mailbox -> {
                if (!recipients.contains(mailbox)) {
                    errors.at(
                            key,
                            "`" + address + "` is no recipient of the message"
                                    + Spelling.hint(
                                            address,
                                            recipients.stream()
                                                    .map(Mailbox::address)
                                                    .toList()));
                }
                expectations.put(mailbox, expectation(entries.value(address).orElseThrow()));
            });
        }
        return expectations;
    }

    private Expectation expectation(Node node) {
        Fields fields = Fields.of(node, "an expectation", EXPECTED, errors);
        if (fields.names().isEmpty()) {
            errors.at(node, "an expectation has one of protection, rule, refused, via");
        }
        Optional<Protection> protection = fields.scalar("protection").flatMap(this::protection);
        fields.scalar("rule")
                .filter(rule -> !ruleNames.contains(rule.getValue()))
                .ifPresent(rule -> errors.at(
                        rule,
                        "no rule is called \"" + rule.getValue() + "\"" + Spelling.hint(rule.getValue(), ruleNames)));
        return new Expectation(
                fields.line(), protection, fields.text("rule"), fields.text("refused"), fields.text("via"));
    }

    /** {@code infeasible: [smime]}. */
    private Feasibility infeasible(Fields fields) {
        Feasibility feasibility = Feasibility.everything();
        List<ScalarNode> levels = new ArrayList<>();
        fields.value("infeasible")
                .filter(SequenceNode.class::isInstance)
                .ifPresentOrElse(
                        list -> levels.addAll(fields.texts("infeasible")),
                        () -> fields.scalar("infeasible").ifPresent(levels::add));
        for (ScalarNode scalar : levels) {
            Optional<Protection> level = protection(scalar);
            if (level.isPresent()) {
                feasibility = feasibility.without(level.get(), "the test says that it is not possible");
            }
        }
        return feasibility;
    }

    private Optional<Protection> protection(ScalarNode scalar) {
        Optional<Protection> level = Protection.parse(scalar.getValue());
        if (level.isEmpty()) {
            errors.at(
                    scalar,
                    "unknown protection `" + scalar.getValue() + "`"
                            + Spelling.hint(scalar.getValue(), Protection.keys()));
        }
        return level;
    }

    private Optional<ZonedDateTime> time(ScalarNode scalar) {
        try {
            return Optional.of(ZonedDateTime.parse(scalar.getValue()));
        } catch (DateTimeException wrong) {
            errors.at(scalar, "`time` must be like 2026-01-05T10:00:00-05:00");
            return Optional.empty();
        }
    }

    /** An address of a test. */
    static Optional<Mailbox> mailbox(String address, Node node, FileErrors errors) {
        try {
            return Optional.of(Mailbox.parse(address));
        } catch (InvalidMailboxException fault) {
            errors.at(node, "`" + address + "` is no address: " + fault.getMessage());
            return Optional.empty();
        }
    }

    /** The sender of a test; {@code <>} is the null path. */
    static ReversePath sender(ScalarNode scalar, FileErrors errors) {
        if (scalar.getValue().equals("<>")) {
            return ReversePath.none();
        }
        return mailbox(scalar.getValue(), scalar, errors).map(ReversePath::of).orElse(ReversePath.none());
    }
}
