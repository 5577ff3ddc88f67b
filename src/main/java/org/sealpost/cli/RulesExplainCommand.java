package org.sealpost.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.ConsentFacts;
import org.sealpost.policy.Decider;
import org.sealpost.policy.Facts;
import org.sealpost.policy.Feasibility;
import org.sealpost.policy.MessageFacts;
import org.sealpost.policy.MessageFile;
import org.sealpost.policy.MessageInspection;
import org.sealpost.policy.MessageInspection.Inspected;
import org.sealpost.policy.PatientFacts;
import org.sealpost.policy.Protection;
import org.sealpost.policy.RecipientFacts;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleTestRunner;
import org.sealpost.policy.SenderFacts;
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
            "Offline: everything is taken to be possible, and the recipients are patients only if an option says so."
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

    @Mixin
    private TriedPatient patient = new TriedPatient();

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
        ReversePath sender = from.equals("<>") ? ReversePath.none() : ReversePath.of(mailbox(from));
        List<Mailbox> recipients = to.stream().map(this::mailbox).toList();
        ConsentFacts consent = patient.consent();
        PatientFacts facts = patient.facts();
        ZonedDateTime time = time();
        Feasibility feasibility = feasibility();
        List<Mailbox> certified = certificates.stream().map(this::mailbox).toList();
        Optional<Decider> decider = decider();
        if (decider.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        RawMessage message = message();
        Inspected inspected = inspection.inspect(message);
        DecisionText text = new DecisionText(spec.commandLine().getOut());
        for (Mailbox recipient : recipients) {
            Facts tried = new Facts(
                    MessageFacts.of(PracticeId.DEFAULT, message),
                    SenderFacts.of(sender),
                    RecipientFacts.of(recipient),
                    facts,
                    consent,
                    inspected.findings(),
                    inspected.attachments(),
                    time,
                    inspected.failures());
            Feasibility possible = certified.isEmpty() || certified.contains(recipient)
                    ? feasibility
                    : feasibility.without(Protection.SMIME, "the recipient has no certificate");
            text.print(recipient, decider.get().decide(tried, possible));
        }
        return CommandLine.ExitCode.OK;
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

    private ZonedDateTime time() {
        try {
            return at.map(ZonedDateTime::parse).orElseGet(ZonedDateTime::now);
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
        Feasibility feasibility = patient.isPatient()
                ? Feasibility.everything()
                : Feasibility.everything().without(Protection.PORTAL, RuleTestRunner.NO_PORTAL_IDENTITY);
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
