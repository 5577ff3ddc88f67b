package org.sealpost.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.ConsentChannel;
import org.sealpost.policy.ConsentFacts;
import org.sealpost.policy.ConsentPurpose;
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
            "Offline: everything is taken to be possible, and the recipients are patients only with --patient."
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

    @Option(names = "--patient", description = "The recipients are patients.")
    private boolean patient;

    @Option(
            names = "--channels",
            split = ";",
            paramLabel = "CHANNEL",
            description = "What the patients agreed to: unencrypted, tls, smime, portal, or none; separated by ';'.")
    private List<String> channels = new ArrayList<>();

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
        ConsentFacts consent = consent();
        Feasibility feasibility = feasibility();
        Optional<RuleSet> rules =
                new RulesFileOnDisk(rulesFile).read(spec.commandLine().getErr());
        if (rules.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        RawMessage message = message();
        Inspected inspected = inspection.inspect(message);
        Decider decider = new Decider(rules.get());
        DecisionText text = new DecisionText(spec.commandLine().getOut());
        for (Mailbox recipient : recipients) {
            Facts facts = new Facts(
                    MessageFacts.of(PracticeId.DEFAULT, message),
                    SenderFacts.of(sender),
                    RecipientFacts.of(recipient),
                    isPatient() ? new PatientFacts(true, 1, "") : PatientFacts.stranger(),
                    consent,
                    inspected.findings(),
                    inspected.attachments(),
                    ZonedDateTime.now(),
                    inspected.failures());
            text.print(recipient, decider.decide(facts, feasibility));
        }
        return CommandLine.ExitCode.OK;
    }

    private boolean isPatient() {
        return patient || !channels.isEmpty();
    }

    private RawMessage message() throws IOException {
        if (!Files.isReadable(messageFile) || Files.isDirectory(messageFile)) {
            throw new IOException("There is no readable file " + messageFile + "; name a message as a .eml file.");
        }
        return MessageFile.read(Files.readAllBytes(messageFile));
    }

    private ConsentFacts consent() {
        if (!isPatient()) {
            return new ConsentFacts.NotAPatient();
        }
        if (channels.isEmpty()) {
            return new ConsentFacts.NoConsent(ConsentFacts.NoConsent.Reason.NONE_ON_RECORD);
        }
        if (channels.equals(List.of("none"))) {
            return new ConsentFacts.Refused("tried");
        }
        Set<ConsentChannel> accepted = EnumSet.noneOf(ConsentChannel.class);
        for (String name : channels) {
            accepted.add(ConsentChannel.parse(name)
                    .orElseThrow(() -> wrong("--channels takes " + String.join(", ", ConsentChannel.keys())
                            + ", or none alone, not '" + name + "'")));
        }
        return new ConsentFacts.Granted(
                accepted,
                EnumSet.of(ConsentPurpose.ALL),
                Optional.of("tried on the command line"),
                "tried",
                Optional.empty());
    }

    private Feasibility feasibility() {
        Feasibility feasibility = isPatient()
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
