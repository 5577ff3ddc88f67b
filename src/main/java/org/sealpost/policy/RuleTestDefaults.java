package org.sealpost.policy;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.RuleTest.PatientOnRecord;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * What holds for every test of a file that does not say otherwise.
 *
 * @param now the clock
 * @param patients who is on record; a test's own come before these
 * @param certificates who has a usable certificate; without the list everyone has
 */
record RuleTestDefaults(
        ZonedDateTime now, Map<Mailbox, PatientOnRecord> patients, Optional<Set<Mailbox>> certificates) {

    /** A Monday morning, so that a test without a time gives the same result every day. */
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-01-05T10:00:00Z");

    /** Nobody is a patient, and everyone has a certificate. */
    static final RuleTestDefaults NONE = new RuleTestDefaults(NOW, Map.of(), Optional.empty());

    /** Those that stand at the top of a file. */
    static RuleTestDefaults read(Fields file, FileErrors errors) {
        return new RuleTestDefaults(
                time(file, "now", errors).orElse(NOW), patients(file, errors), certificates(file, errors));
    }

    static Optional<ZonedDateTime> time(Fields fields, String name, FileErrors errors) {
        return fields.scalar(name).flatMap(scalar -> {
            try {
                return Optional.of(ZonedDateTime.parse(scalar.getValue()));
            } catch (DateTimeException wrong) {
                errors.at(scalar, "`" + name + "` must be like 2026-01-05T10:00:00-05:00");
                return Optional.empty();
            }
        });
    }

    static Map<Mailbox, PatientOnRecord> patients(Fields fields, FileErrors errors) {
        Map<Mailbox, PatientOnRecord> patients = new LinkedHashMap<>();
        fields.value("patients").ifPresent(part -> {
            Fields entries = Fields.free(part, "`patients`", errors);
            for (String address : entries.names()) {
                RuleTestReader.mailbox(address, entries.key(address), errors)
                        .ifPresent(mailbox -> patients.put(
                                mailbox,
                                RuleTestPatient.read(entries.value(address).orElseThrow(), errors)));
            }
        });
        return patients;
    }

    static Optional<Set<Mailbox>> certificates(Fields fields, FileErrors errors) {
        return fields.value("certificates").map(list -> {
            Set<Mailbox> have = new LinkedHashSet<>();
            for (ScalarNode address : fields.texts("certificates")) {
                RuleTestReader.mailbox(address.getValue(), address, errors).ifPresent(have::add);
            }
            return have;
        });
    }
}
