package org.sealpost.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.AddressKey;
import org.sealpost.policy.Decider;
import org.sealpost.policy.Feasibility;
import org.sealpost.policy.Fixtures;
import org.sealpost.policy.MessageFile;
import org.sealpost.policy.MessageInspection;
import org.sealpost.policy.MessageInspection.Inspected;
import org.sealpost.policy.Protection;
import org.sealpost.policy.RuleError;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.Trial;
import org.sealpost.policy.Trial.PatientOnRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost rules explain}: what would be decided for a message, and why, without a database. */
@Command(
        name = "explain",
        description = {
            "Says what would be decided for a message, recipient by recipient, and why.",
            "Offline: everything is taken to be possible, and the recipients are patients only if an option or a file says so."
        },
        mixinStandardHelpOptions = true)
final class RulesExplainCommand implements Callable<Integer> {

    private final MessageInspection inspection;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--from", required = true, paramLabel = "ADDRESS", description = "The sender, or <>.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "ADDRESS", description = "A recipient; may be repeated.")
    private List<String> to = new ArrayList<>();

    @Option(names = "--rules", paramLabel = "FILE", description = "The rules file (default: ${DEFAULT-VALUE}).")
    private Path rulesFile = Path.of("config", "rules.yaml");

    @Option(
            names = "--practice-rules",
            paramLabel = "FILE",
            description = "The rules file of a practice, which adds to the other.")
    private Optional<Path> ownRules = Optional.empty();

    @Option(
            names = "--fixtures",
            paramLabel = "FILE",
            description = {
                "Who is on record, who has a certificate, and the clock: a test file, or one that has only its",
                "fields patients, certificates and now. What options say of patients holds for everyone else."
            })
    private Optional<Path> fixturesFile = Optional.empty();

    @Mixin
    private TriedPatient patient = new TriedPatient();

    @Mixin
    private TriedFindings findings = new TriedFindings();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When it is decided, such as 2026-01-05T22:30:00-05:00; else now.")
    private Optional<String> at = Optional.empty();

    @Option(
            names = "--certificate",
            paramLabel = "ADDRESS",
            description = "A recipient who has a usable certificate; may be repeated. Without it everyone has one.")
    private List<String> certificates = new ArrayList<>();

    @Option(
            names = "--infeasible",
            split = ";",
            paramLabel = "LEVEL",
            description = "What is not possible, such as smime without a certificate; separated by ';'.")
    private List<String> infeasible = new ArrayList<>();

    @Parameters(paramLabel = "MESSAGE.eml", description = "The message.")
    private Path messageFile = Path.of("");

    RulesExplainCommand(MessageInspection inspection) {
        this.inspection = inspection;
    }

    @Override
    public Integer call() throws IOException {
        List<Mailbox> recipients = to.stream().map(this::mailbox).toList();
        ReversePath sender = from.equals("<>") ? ReversePath.none() : ReversePath.of(mailbox(from));
        Optional<ZonedDateTime> clock = clock();
        Feasibility feasibility = feasibility();
        Trial.Found found = findings.found();
        Map<AddressKey, PatientOnRecord> patients = new HashMap<>();
        for (Mailbox recipient : recipients) {
            patient.onRecord(recipient).ifPresent(record -> patients.put(AddressKey.of(recipient), record));
        }
        Set<AddressKey> certified =
                certificates.stream().map(this::mailbox).map(AddressKey::of).collect(Collectors.toSet());
        Optional<Fixtures> fixtures = fixtures();
        Optional<Decider> decider = decider();
        if (decider.isEmpty() || fixtures.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        patients.putAll(fixtures.get().patients());
        Trial trial = new Trial(
                sender,
                message(),
                clock.or(fixtures.get()::now).orElseGet(ZonedDateTime::now),
                patients,
                found,
                new Trial.World(
                        feasibility, certified.isEmpty() ? fixtures.get().certificates() : Optional.of(certified)));
        Inspected inspected = trial.inspect(inspection);
        DecisionText text = new DecisionText(spec.commandLine().getOut());
        recipients.forEach(recipient -> text.print(recipient, trial.decide(recipient, inspected, decider.get())));
        return CommandLine.ExitCode.OK;
    }

    /** What was given in a file; nothing after what is wrong with it was written. */
    private Optional<Fixtures> fixtures() {
        if (fixturesFile.isEmpty()) {
            return Optional.of(Fixtures.NONE);
        }
        PrintWriter errors = spec.commandLine().getErr();
        try {
            return switch (Fixtures.read(fixturesFile.get())) {
                case Fixtures.Result.Valid(Fixtures fixtures) -> Optional.of(fixtures);
                case Fixtures.Result.Invalid(List<RuleError> wrong) -> {
                    wrong.forEach(errors::println);
                    yield Optional.empty();
                }
            };
        } catch (IOException unreadable) {
            errors.println("sealpost: " + fixturesFile.get()
                    + " cannot be read; check that it is a UTF-8 file and its permissions.");
            return Optional.empty();
        }
    }

    /** By the rules; nothing after what is wrong with them was written. */
    private Optional<Decider> decider() {
        PrintWriter errors = spec.commandLine().getErr();
        Optional<RuleSet> rules = new RulesFileOnDisk(rulesFile).read(errors);
        if (ownRules.isEmpty()) {
            return rules.map(Decider::new);
        }
        Optional<RuleSet> own = new RulesFileOnDisk(ownRules.get()).read(errors);
        return rules.flatMap(all -> own.map(more -> new Decider(all, more)));
    }

    private Optional<ZonedDateTime> clock() {
        try {
            return at.map(ZonedDateTime::parse);
        } catch (DateTimeException wrong) {
            throw wrong("--at takes a time such as 2026-01-05T22:30:00-05:00, not '" + at.orElse("") + "'");
        }
    }

    private RawMessage message() throws IOException {
        if (!Files.isReadable(messageFile) || Files.isDirectory(messageFile)) {
            throw new IOException("There is no readable file " + messageFile + "; name a message as a .eml file.");
        }
        return MessageFile.read(Files.readAllBytes(messageFile));
    }

    private Feasibility feasibility() {
        Feasibility feasibility = Feasibility.everything();
        for (String name : infeasible) {
            Protection level = Protection.parse(name.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> wrong(
                            "--infeasible takes " + String.join(", ", Protection.keys()) + ", not '" + name + "'"));
            feasibility = feasibility.without(level, "it was ruled out on the command line");
        }
        return feasibility;
    }

    private Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException fault) {
            throw wrong("'" + address + "' is no address: " + fault.getMessage());
        }
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
