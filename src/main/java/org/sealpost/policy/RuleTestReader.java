package org.sealpost.policy;

import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.RuleTest.Expectation;
import org.sealpost.policy.Trial.PatientOnRecord;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one test of rules. */
final class RuleTestReader {

    private static final List<String> FIELDS = List.of(
            "name",
            "message",
            "patients",
            "other-patient",
            "uninspectable",
            "malware",
            "address",
            "certificates",
            "infeasible",
            "time",
            "expect");

    /** A Monday morning, so that a test without a time gives the same result every day. */
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-01-05T10:00:00Z");

    private final Fixtures fixtures;
    private final RuleTestExpectation expectation;
    private final Optional<NeighbouringFiles> neighbours;
    private final FileErrors errors;
    private final Set<String> seen = new HashSet<>();

    /**
     * @param ruleNames that expectations may name
     * @param neighbours where messages in files are looked for, if there may be any
     */
    RuleTestReader(
            Fixtures fixtures,
            Collection<String> ruleNames,
            Optional<NeighbouringFiles> neighbours,
            FileErrors errors) {
        this.fixtures = fixtures;
        this.expectation = new RuleTestExpectation(ruleNames, errors);
        this.neighbours = neighbours;
        this.errors = errors;
    }

    /** The test; nothing when it lacks a part. Other errors keep the whole file from being used. */
    Optional<RuleTest> read(Node node) {
        Fields fields = Fields.of(node, "a test", FIELDS, errors);
        Optional<String> name = fields.required("name").map(this::once);
        Optional<RuleTestMessage> message =
                part(fields, "message").flatMap(part -> RuleTestMessage.read(part, neighbours, errors));
        Map<AddressKey, PatientOnRecord> patients = new LinkedHashMap<>(fixtures.patients());
        patients.putAll(Fixtures.patients(fields, errors));
        Map<Mailbox, Expectation> expectations = part(fields, "expect")
                .map(part -> expectations(part, message.map(RuleTestMessage::to)))
                .orElse(Map.of());
        Trial.Found found = new Trial.Found(
                fields.flag("other-patient"), fields.flag("uninspectable"), fields.text("malware"), doubts(fields));
        Trial.World world = new Trial.World(
                infeasible(fields), Fixtures.certificates(fields, errors).or(fixtures::certificates));
        if (name.isEmpty() || message.isEmpty()) {
            return Optional.empty();
        }
        ZonedDateTime time =
                Fixtures.time(fields, "time", errors).or(fixtures::now).orElse(NOW);
        Trial trial = new Trial(message.get().from(), message.get().message(), time, patients, found, world);
        return Optional.of(new RuleTest(name.get(), fields.line(), trial, expectations));
    }

    private String once(ScalarNode name) {
        if (!seen.add(name.getValue())) {
            errors.at(name, "there is another test named `" + name.getValue() + "`, give each a name of its own");
        }
        return name.getValue();
    }

    private Optional<Node> part(Fields fields, String name) {
        if (fields.value(name).isEmpty()) {
            errors.at(fields.node(), "a test has no `" + name + "`");
        }
        return fields.value(name);
    }

    private Map<Mailbox, Expectation> expectations(Node node, Optional<List<Mailbox>> recipients) {
        Fields entries = Fields.free(node, "`expect`", errors);
        if (entries.names().isEmpty()) {
            errors.at(node, "`expect` must name a recipient, or the test tests nothing");
        }
        Map<Mailbox, Expectation> expectations = new LinkedHashMap<>();
        for (String address : entries.names()) {
            Node key = entries.key(address);
            Expectation expected = expectation.read(entries.value(address).orElseThrow());
            mailbox(address, key, errors).ifPresent(mailbox -> {
                Mailbox recipient = recipients
                        .map(known -> recipient(mailbox, address, known, key))
                        .orElse(mailbox);
                if (expectations.putIfAbsent(recipient, expected) != null) {
                    errors.at(key, "`" + address + "` is there twice in `expect`, keep one");
                }
            });
        }
        return expectations;
    }

    /** The recipient who is meant: exactly the one that is written, or else one with the same address in other letters. */
    private Mailbox recipient(Mailbox mailbox, String written, List<Mailbox> known, Node key) {
        Optional<Mailbox> same = known.stream()
                .filter(one -> AddressKey.of(one).equals(AddressKey.of(mailbox)))
                .findFirst();
        if (same.isEmpty()) {
            List<String> addresses = known.stream().map(Mailbox::address).toList();
            errors.at(key, "`" + written + "` is no recipient of the message" + Spelling.hint(written, addresses));
        }
        return known.contains(mailbox) ? mailbox : same.orElse(mailbox);
    }

    /** {@code address: [first-time]}. */
    private Set<AddressFinding> doubts(Fields fields) {
        Set<AddressFinding> doubts = EnumSet.noneOf(AddressFinding.class);
        for (ScalarNode name : fields.texts("address")) {
            AddressFinding.parse(name.getValue())
                    .ifPresentOrElse(
                            doubts::add,
                            () -> errors.at(
                                    name,
                                    "unknown doubt about an address `" + name.getValue() + "`"
                                            + Spelling.hint(name.getValue(), AddressFinding.keys())));
        }
        return doubts;
    }

    /** {@code infeasible: [smime]}. */
    private Feasibility infeasible(Fields fields) {
        Feasibility feasibility = Feasibility.everything();
        for (ScalarNode scalar : fields.texts("infeasible")) {
            Optional<Protection> level = RuleTestExpectation.protection(scalar, errors);
            if (level.isPresent()) {
                feasibility = feasibility.without(level.get(), "the test says that it is not possible");
            }
        }
        return feasibility;
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
