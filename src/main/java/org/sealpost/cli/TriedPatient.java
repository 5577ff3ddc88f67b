package org.sealpost.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.AddressKey;
import org.sealpost.policy.ConfidentialRequest;
import org.sealpost.policy.ConsentChannel;
import org.sealpost.policy.ConsentFacts;
import org.sealpost.policy.ConsentPurpose;
import org.sealpost.policy.KnownPerson;
import org.sealpost.policy.PatientFacts;
import org.sealpost.policy.Trial.PatientOnRecord;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is taken to be on record of the recipients, as options of a command. */
final class TriedPatient {

    private static final String RECORD = "tried";
    private static final List<String> NONE = List.of("none");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--patient", description = "The recipients are patients.")
    private boolean patient;

    @Option(
            names = "--channels",
            split = ";",
            paramLabel = "CHANNEL",
            description = "What the patients agreed to: unencrypted, tls, smime, portal, or none; separated by ';'.")
    private List<String> channels = new ArrayList<>();

    @Option(
            names = "--purposes",
            split = ";",
            paramLabel = "PURPOSE",
            description = "What for: treatment, payment, operations, marketing or all (default); separated by ';'.")
    private List<String> purposes = new ArrayList<>();

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Instead of channels: none, expired, revoked or wrote-first.")
    private Optional<String> status = Optional.empty();

    @Option(names = "--part2", description = "The patients' records are of a substance-use programme (42 CFR Part 2).")
    private boolean part2;

    @Option(names = "--restricted", description = "A record system labels the patients' records as restricted.")
    private boolean restricted;

    @Option(names = "--marketing", description = "The patients have authorised marketing.")
    private boolean marketing;

    @Option(
            names = "--request",
            split = ";",
            paramLabel = "CHANNEL",
            description = "The ways by which alone the patients asked to be written to; separated by ';'.")
    private List<String> request = new ArrayList<>();

    @Option(
            names = "--only-at",
            split = ";",
            paramLabel = "ADDRESS",
            description = "With --request: the addresses at which alone they asked for it; separated by ';'.")
    private List<String> onlyAt = new ArrayList<>();

    private boolean isPatient() {
        return patient
                || part2
                || restricted
                || marketing
                || status.isPresent()
                || !channels.isEmpty()
                || !purposes.isEmpty()
                || !request.isEmpty()
                || !onlyAt.isEmpty();
    }

    /** Nothing when no option says that the recipients are patients. */
    Optional<PatientOnRecord> onRecord(Mailbox recipient) {
        if (!isPatient()) {
            return Optional.empty();
        }
        boolean asked = !request.isEmpty() && !request.equals(NONE);
        if (!asked && !onlyAt.isEmpty()) {
            throw wrong("--only-at needs --request, the ways that the patients ask for there");
        }
        PatientFacts facts = new PatientFacts(
                true,
                1,
                "",
                part2,
                restricted,
                marketing,
                asked
                        ? List.of(new ConfidentialRequest(
                                RECORD, channels("--request", request), isForElsewhere(recipient), true))
                        : List.of());
        return Optional.of(new PatientOnRecord(facts, consent(), List.of(KnownPerson.UNNAMED)));
    }

    private boolean isForElsewhere(Mailbox recipient) {
        List<Mailbox> asked = onlyAt.stream().map(this::mailbox).toList();
        return !asked.isEmpty() && asked.stream().map(AddressKey::of).noneMatch(AddressKey.of(recipient)::equals);
    }

    private Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException wrong) {
            throw wrong("--only-at takes addresses like jane@example.org, not '" + address + "'");
        }
    }

    private ConsentFacts consent() {
        if (!channels.isEmpty() && status.isPresent()) {
            throw wrong("--channels and --status exclude each other");
        }
        if (request.equals(NONE)) {
            return new ConsentFacts.Refused(RECORD);
        }
        if (channels.isEmpty()) {
            return absent();
        }
        if (channels.equals(NONE)) {
            return new ConsentFacts.Refused(RECORD);
        }
        return new ConsentFacts.Granted(
                channels("--channels", channels),
                purposes(),
                Optional.of("tried on the command line"),
                RECORD,
                Optional.empty());
    }

    private ConsentFacts absent() {
        return switch (status.orElse("none")) {
            case "none" -> new ConsentFacts.NoConsent(ConsentFacts.NoConsent.Reason.NONE_ON_RECORD);
            case "expired" -> new ConsentFacts.NoConsent(ConsentFacts.NoConsent.Reason.EXPIRED);
            case "revoked" -> new ConsentFacts.NoConsent(ConsentFacts.NoConsent.Reason.REVOKED);
            case "wrote-first" -> new ConsentFacts.WroteFirst(RECORD);
            default -> throw wrong("--status takes none, expired, revoked or wrote-first, not '" + status.get() + "'");
        };
    }

    private Set<ConsentChannel> channels(String option, List<String> names) {
        Set<ConsentChannel> accepted = EnumSet.noneOf(ConsentChannel.class);
        for (String name : names) {
            accepted.add(ConsentChannel.parse(name)
                    .orElseThrow(() -> wrong(option + " takes " + String.join(", ", ConsentChannel.keys())
                            + (option.equals("--channels") ? ", or none alone" : "") + ", not '" + name + "'")));
        }
        return accepted;
    }

    private Set<ConsentPurpose> purposes() {
        Set<ConsentPurpose> agreed = EnumSet.noneOf(ConsentPurpose.class);
        for (String name : purposes) {
            agreed.add(ConsentPurpose.parse(name)
                    .orElseThrow(() -> wrong(
                            "--purposes takes " + String.join(", ", ConsentPurpose.keys()) + ", not '" + name + "'")));
        }
        return agreed.isEmpty() ? EnumSet.of(ConsentPurpose.ALL) : agreed;
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
