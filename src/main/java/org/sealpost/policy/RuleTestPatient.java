package org.sealpost.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealpost.policy.ConsentFacts.Granted;
import org.sealpost.policy.ConsentFacts.NoConsent;
import org.sealpost.policy.ConsentFacts.Refused;
import org.sealpost.policy.RuleTest.PatientOnRecord;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what a rule test gives of a patient: channels, purposes, evidence, expiry, language. */
final class RuleTestPatient {

    private static final Set<String> FIELDS = Set.of("channels", "purposes", "evidence", "expires", "language");
    private static final String CONSENT_ID = "test";

    private RuleTestPatient() {}

    /** A patient without {@code channels} is one without consent. */
    static PatientOnRecord read(Node node, FileErrors errors) {
        Fields fields = Fields.of(node, "a patient", FIELDS, errors);
        PatientFacts patient = new PatientFacts(true, 1, fields.anyText("language"));
        return new PatientOnRecord(patient, consent(fields, errors));
    }

    private static ConsentFacts consent(Fields fields, FileErrors errors) {
        List<ScalarNode> names = fields.texts("channels");
        Set<ConsentPurpose> purposes = purposes(fields, errors);
        Optional<LocalDate> expires = fields.scalar("expires").flatMap(scalar -> date(scalar, errors));
        Optional<String> evidence = fields.text("evidence");
        if (names.isEmpty()) {
            return new NoConsent(NoConsent.Reason.NONE_ON_RECORD);
        }
        if (names.size() == 1 && names.getFirst().getValue().equals("none")) {
            return new Refused(CONSENT_ID);
        }
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

    private static Optional<LocalDate> date(ScalarNode scalar, FileErrors errors) {
        try {
            return Optional.of(LocalDate.parse(scalar.getValue()));
        } catch (DateTimeException wrong) {
            errors.at(scalar, "`expires` must be a date like 2026-12-31");
            return Optional.empty();
        }
    }
}
