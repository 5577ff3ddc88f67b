package org.sealpost.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealpost.policy.ChangedOutcome;
import org.sealpost.policy.Decider;
import org.sealpost.policy.MessageInspection;
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

/** {@code sealpost rules diff OLD NEW}: for which messages of tests another version of the rules decides otherwise. */
@Command(
        name = "diff",
        description = {
            "Decides for the messages of tests by two versions of the rules, and shows whose outcome changes.",
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
            required = true,
            paramLabel = "FILE",
            description = "A test file (*.test.yaml) with the messages; may be repeated.")
    private List<Path> files = new ArrayList<>();

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
        Optional<Decider> old = rules(before).map(Decider::new);
        Optional<Decider> other = rules(after).map(Decider::new);
        Optional<List<RuleTest>> tests = tests();
        if (old.isEmpty() || other.isEmpty() || tests.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<ChangedOutcome> changed = runner.compare(tests.get(), old.get(), other.get());
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

    private Optional<RuleSet> rules(String version) throws GatewayException, IOException {
        PrintWriter errors = spec.commandLine().getErr();
        if (!version.matches("[0-9]+")) {
            return new RulesFileOnDisk(Path.of(version)).read(errors);
        }
        try (InputStream text = gateway.open(RulesCommand.VERSIONS + "/" + version + practice.query())) {
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
            switch (RuleTestFile.read(file)) {
                case RuleTestFile.Result.Valid(Decider own, List<RuleTest> tests) -> all.addAll(tests);
                case RuleTestFile.Result.Invalid(List<RuleError> wrong) -> {
                    wrong.forEach(spec.commandLine().getErr()::println);
                    return Optional.empty();
                }
            }
        }
        return Optional.of(all);
    }
}
