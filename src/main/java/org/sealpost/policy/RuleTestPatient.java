package org.sealpost.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PersonName;
import org.sealpost.policy.ConsentFacts.Granted;
import org.sealpost.policy.ConsentFacts.NoConsent;
import org.sealpost.policy.ConsentFacts.Refused;
import org.sealpost.policy.ConsentFacts.WroteFirst;
import org.sealpost.policy.Trial.PatientOnRecord;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads what a rule test gives of a patient, or of several who share an address: consent, language, labels, requests. */
final class RuleTestPatient {

    private static final String CONSENT_ID = "test";
    private static final List<String> FIELDS = List.of(
            "name",
            "birth-date",
            "patient-id",
            "phone",
            "addresses",
            "relationship",
            "channels",
            "purposes",
            "evidence",
            "expires",
            "status",
            "language",
            "part2",
            "restricted",
            "marketing",
            "request",
            "only-at");
    private static final List<String> RELATIONSHIPS = List.of("self", "parent", "guardian", "representative");
    private static final Map<String, ConsentFacts> STATUS = Map.of(
            "none", new NoConsent(NoConsent.Reason.NONE_ON_RECORD),
            "expired", new NoConsent(NoConsent.Reason.EXPIRED),
            "revoked", new NoConsent(NoConsent.Reason.REVOKED),
            "address-ended", new NoConsent(NoConsent.Reason.ADDRESS_ENDED),
            "wrote-first", new WroteFirst(CONSENT_ID));

    private RuleTestPatient() {}

    /** A patient, as each of their addresses stands for them. */
    record Read(Map<AddressKey, PatientOnRecord> records) {}

    /** A patient without {@code channels} is one without consent; a list is several patients at one address. */
    static List<Read> read(Mailbox address, Node node, FileErrors errors) {
        if (!(node instanceof SequenceNode several)) {
            return List.of(one(address, node, errors));
        }
        if (several.getValue().isEmpty()) {
            errors.at(node, "an address without a patient is left out of `patients`");
        }
        return several.getValue().stream().map(one -> one(address, one, errors)).toList();
    }

    private static Read one(Mailbox address, Node node, FileErrors errors) {
        Fields fields = Fields.of(node, "a patient", FIELDS, errors);
        List<ScalarNode> request = fields.texts("request");
        boolean none = isNone(request);
        Set<ConsentChannel> asked = none ? Set.of() : channels(request, errors);
        Set<Mailbox> onlyAt = mailboxes(fields, "only-at", errors);
        if (asked.isEmpty() && !onlyAt.isEmpty()) {
            errors.at(fields.key("only-at"), "`only-at` needs `request`, the ways that the patient asks for there");
        }
        Set<Mailbox> addresses = mailboxes(fields, "addresses", errors);
        addresses.addAll(onlyAt);
        addresses.add(address);
        ConsentFacts consent = consent(fields, errors);
        KnownPerson person = person(addresses, fields, errors);
        Map<AddressKey, PatientOnRecord> records = new LinkedHashMap<>();
        for (Mailbox one : addresses) {
            boolean elsewhere =
                    !onlyAt.isEmpty() && onlyAt.stream().map(AddressKey::of).noneMatch(AddressKey.of(one)::equals);
            PatientFacts patient = new PatientFacts(
                    true,
                    1,
                    fields.anyText("language"),
                    fields.flag("part2"),
                    fields.flag("restricted"),
                    fields.flag("marketing"),
                    asked.isEmpty() ? List.of() : List.of(new ConfidentialRequest(CONSENT_ID, asked, elsewhere, true)));
            // A request for no e-mail at all goes before whatever was agreed to.
            records.put(
                    AddressKey.of(one),
                    new PatientOnRecord(patient, none ? new Refused(CONSENT_ID) : consent, List.of(person)));
        }
        return new Read(records);
    }

    private static Set<Mailbox> mailboxes(Fields fields, String name, FileErrors errors) {
        return fields.texts(name).stream()
                .flatMap(text -> RuleTestReader.mailbox(text.getValue(), text, errors).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static KnownPerson person(Set<Mailbox> addresses, Fields fields, FileErrors errors) {
        Optional<String> relationship = fields.scalar("relationship").map(scalar -> {
            if (!RELATIONSHIPS.contains(scalar.getValue())) {
                errors.at(
                        scalar,
                        "unknown relationship `" + scalar.getValue() + "`"
                                + Spelling.hint(scalar.getValue(), RELATIONSHIPS));
            }
            return scalar.getValue();
        });
        return new KnownPerson(
                name(fields, errors),
                fields.scalar("birth-date").flatMap(scalar -> date(scalar, "birth-date", errors)),
                fields.text("patient-id"),
                fields.text("phone"),
                addresses,
                relationship.filter(whose -> !whose.equals("self")).isEmpty());
    }

    /** {@code Dana Whitfield}, or {@code Whitfield Ortega, Dana} where the family name is more than the last word. */
    private static Optional<PersonName> name(Fields fields, FileErrors errors) {
        Optional<ScalarNode> scalar = fields.scalar("name");
        Optional<PersonName> name = scalar.map(ScalarNode::getValue).map(RuleTestPatient::name);
        name.filter(unknown -> unknown.lookupKeys().isEmpty())
                .ifPresent(unknown -> errors.at(
                        scalar.orElseThrow(), "`name` must be a given and a family name, such as Dana Whitfield"));
        return name;
    }

    private static PersonName name(String written) {
        String text = written.strip();
        int comma = text.indexOf(',');
        int space = text.lastIndexOf(' ');
        return comma >= 0
                ? new PersonName(text.substring(comma + 1).strip(), text.substring(0, comma))
                : new PersonName(text.substring(0, Math.max(0, space)), text.substring(space + 1));
    }

    private static ConsentFacts consent(Fields fields, FileErrors errors) {
        List<ScalarNode> names = fields.texts("channels");
        Set<ConsentPurpose> purposes = purposes(fields, errors);
        Optional<LocalDate> expires = fields.scalar("expires").flatMap(scalar -> date(scalar, "expires", errors));
        Optional<String> evidence = fields.text("evidence");
        Optional<ConsentFacts> status = fields.scalar("status").flatMap(scalar -> status(scalar, errors));
        if (status.isPresent() && !names.isEmpty()) {
            errors.at(fields.key("status"), "a patient has `channels` or `status`, not both");
        }
        if (names.isEmpty()) {
            return status.orElse(new NoConsent(NoConsent.Reason.NONE_ON_RECORD));
        }
        if (isNone(names)) {
            return new Refused(CONSENT_ID);
        }
        Set<ConsentChannel> channels = channels(names, errors);
        if (channels.contains(ConsentChannel.UNENCRYPTED) && evidence.isEmpty()) {
            errors.at(fields.key("channels"), "`unencrypted` counts only with `evidence` of the patient's acceptance");
        }
        return new Granted(
                channels,
                purposes,
                evidence,
                CONSENT_ID,
                expires.map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private static boolean isNone(List<ScalarNode> names) {
        return names.size() == 1 && names.getFirst().getValue().equals("none");
    }

    private static Set<ConsentChannel> channels(List<ScalarNode> names, FileErrors errors) {
        Set<ConsentChannel> channels = EnumSet.noneOf(ConsentChannel.class);
        for (ScalarNode name : names) {
            ConsentChannel.parse(name.getValue())
                    .ifPresentOrElse(
                            channels::add,
                            () -> errors.at(
                                    name,
                                    "unknown channel `" + name.getValue() + "`"
                                            + Spelling.hint(name.getValue(), ConsentChannel.keys())));
        }
        return channels;
    }

    private static Optional<ConsentFacts> status(ScalarNode name, FileErrors errors) {
        Optional<ConsentFacts> status = Optional.ofNullable(STATUS.get(name.getValue()));
        if (status.isEmpty()) {
            errors.at(
                    name, "unknown status `" + name.getValue() + "`" + Spelling.hint(name.getValue(), STATUS.keySet()));
        }
        return status;
    }

    private static Set<ConsentPurpose> purposes(Fields fields, FileErrors errors) {
        Set<ConsentPurpose> purposes = EnumSet.noneOf(ConsentPurpose.class);
        for (ScalarNode name : fields.texts("purposes")) {
            ConsentPurpose.parse(name.getValue())
                    .ifPresentOrElse(
                            purposes::add,
                            () -> errors.at(
                                    name,
                                    "unknown purpose `" + name.getValue() + "`"
                                            + Spelling.hint(name.getValue(), ConsentPurpose.keys())));
        }
        return fields.value("purposes").isEmpty() ? EnumSet.of(ConsentPurpose.ALL) : purposes;
    }

    private static Optional<LocalDate> date(ScalarNode scalar, String name, FileErrors errors) {
        try {
            return Optional.of(LocalDate.parse(scalar.getValue()));
        } catch (DateTimeException wrong) {
            errors.at(scalar, "`" + name + "` must be a date like 2026-12-31");
            return Optional.empty();
        }
    }
}
