package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealpost.policy.ChangedOutcome;
import org.sealpost.policy.Decider;
import org.sealpost.policy.Decision;
import org.sealpost.policy.MessageInspection;
import org.sealpost.policy.Replay;
import org.sealpost.policy.RuleError;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;
import org.sealpost.policy.RuleTest;
import org.sealpost.policy.RuleTestFile;
import org.sealpost.policy.RuleTestRunner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost rules diff OLD NEW}: for which messages another version of the rules decides otherwise. */
@Command(
        name = "diff",
        description = {
            "Tries two versions of the rules on the last decisions of a running gateway, which are kept without content,"
                    + " or on the messages of tests, and shows whose outcome changes.",
            "A version is a rules file, or the number of one that a running gateway keeps."
        },
        mixinStandardHelpOptions = true)
final class RulesDiffCommand implements Callable<Integer> {

    private final RuleTestRunner runner;
    private final GatewayConnection gateway;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PracticeOption practice = new PracticeOption();

    @Option(
            names = "--tests",
            paramLabel = "FILE",
            description = "A file with tests (*.test.yaml, or a rules file) whose messages are decided instead; may be"
                    + " repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "On how many decisions to try them (default: ${DEFAULT-VALUE}).")
    private int last = 1_000;

    @Parameters(index = "0", paramLabel = "OLD")
    private String before = "";

    @Parameters(index = "1", paramLabel = "NEW")
    private String after = "";

    RulesDiffCommand(MessageInspection inspection, GatewayConnection gateway) {
        this.runner = new RuleTestRunner(inspection);
        this.gateway = gateway;
    }

    @Override
    public Integer call() throws GatewayException, IOException {
        // Decisions rest on the installation's rules; a practice's own are compared on tests only.
        String whose = files.isEmpty() ? "" : practice.query();
        Optional<RuleSet> old = rules(before, whose);
        Optional<RuleSet> other = rules(after, whose);
        if (old.isEmpty() || other.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        return files.isEmpty() ? onDecisions(old.get(), other.get()) : onTests(old.get(), other.get());
    }

    private int onDecisions(RuleSet old, RuleSet other) throws GatewayException, IOException {
        List<KeptCase> kept = new ArrayList<>();
        for (JsonNode one : gateway.get("/api/v1/rules/decisions" + practice.query("last", Integer.toString(last)))) {
            kept.add(KeptCase.of(one));
        }
        Map<Long, RuleSet> then = new HashMap<>();
        for (KeptCase one : kept) {
            long number = one.decision().rulesVersion();
            if (number > 0 && !then.containsKey(number)) {
                rules(Long.toString(number), "").ifPresent(rules -> then.put(number, rules));
            }
        }
        Replay replay = new Replay(old, other, then);
        PrintWriter out = spec.commandLine().getOut();
        int changed = 0;
        int unknown = 0;
        for (KeptCase one : kept) {
            switch (replay.of(one.decision(), one.sender(), one.recipient())) {
                case Replay.Outcome.Same same -> {}
                case Replay.Outcome.Unknown cannotTell -> unknown++;
                case Replay.Outcome.Changed(Decision was, Decision is) -> {
                    changed++;
                    out.println(one.decision().time() + ", " + one.recipient() + ": "
                            + String.join("; ", Replay.differences(was, is)));
                    out.println("  before: " + was.summary());
                    out.println("  after:  " + is.summary());
                }
            }
        }
        out.println(Counted.of(kept.size(), "decision") + ", "
                + (changed == 0 ? "no outcome changes" : Counted.of(changed, "outcome") + " would change")
                + (unknown == 0
                        ? "."
                        : ", " + unknown + " cannot be told: they depend on content, which is not kept."));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private int onTests(RuleSet old, RuleSet other) throws IOException {
        Optional<List<RuleTest>> tests = tests();
        if (tests.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<ChangedOutcome> changed = runner.compare(tests.get(), new Decider(old), new Decider(other));
        PrintWriter out = spec.commandLine().getOut();
        for (ChangedOutcome one : changed) {
            out.println(one.test() + ", " + one.recipient() + ": " + String.join("; ", one.changes()));
            out.println("  before: " + one.before().summary());
            out.println("  after:  " + one.after().summary());
        }
        out.println(Counted.of(tests.get().size(), "test") + ", "
                + (changed.isEmpty() ? "no outcome changes." : Counted.of(changed.size(), "outcome") + " changed."));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private Optional<RuleSet> rules(String version, String whose) throws GatewayException, IOException {
        PrintWriter errors = spec.commandLine().getErr();
        if (!version.matches("[0-9]+")) {
            return new RulesFileOnDisk(Path.of(version)).read(errors);
        }
        try (InputStream text = gateway.open(RulesCommand.VERSIONS + "/" + version + whose)) {
            String yaml = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            return switch (RuleSet.parse(yaml, "version " + version)) {
                case RuleSetResult.Valid(RuleSet rules) -> Optional.of(rules);
                case RuleSetResult.Invalid(List<RuleError> wrong) -> {
                    wrong.forEach(errors::println);
                    yield Optional.empty();
                }
            };
        }
    }

    private Optional<List<RuleTest>> tests() throws IOException {
        List<RuleTest> all = new ArrayList<>();
        for (Path file : files) {
            Optional<List<RuleTest>> tests = tests(new RulesFileOnDisk(file));
            if (tests.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(tests.get());
        }
        return Optional.of(all);
    }

    /** Those of a test file, or those that stand in a rules file. */
    private Optional<List<RuleTest>> tests(RulesFileOnDisk file) throws IOException {
        PrintWriter errors = spec.commandLine().getErr();
        if (!file.isOfTests()) {
            return file.read(errors).map(RuleSet::tests);
        }
        return switch (RuleTestFile.read(file.file())) {
            case RuleTestFile.Result.Valid(Decider own, List<RuleTest> tests) -> Optional.of(tests);
            case RuleTestFile.Result.Invalid(List<RuleError> wrong) -> {
                wrong.forEach(errors::println);
                yield Optional.empty();
            }
        };
    }
}
