package org.sealpost.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.policy.Trial.PatientOnRecord;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * What the tests of a file share: each holds for every test that does not say otherwise.
 *
 * @param now the clock
 * @param patients who is on record; a test's own come before these
 * @param certificates who has a usable certificate; without the list everyone has
 */
public record Fixtures(
        Optional<ZonedDateTime> now,
        Map<AddressKey, PatientOnRecord> patients,
        Optional<Set<AddressKey>> certificates) {

    /** Nobody is a patient, and everyone has a certificate. */
    public static final Fixtures NONE = new Fixtures(Optional.empty(), Map.of(), Optional.empty());

    /** What became of reading them. */
    public sealed interface Result {

        record Valid(Fixtures fixtures) implements Result {}

        /** At least one error. */
        record Invalid(List<RuleError> errors) implements Result {
            public Invalid {
                errors = List.copyOf(errors);
            }
        }
    }

    /**
     * Reads those of a test file, or of a file that has nothing else.
     *
     * @throws IOException when the file cannot be read, or is not UTF-8
     */
    public static Result read(Path file) throws IOException {
        FileErrors errors = new FileErrors(file.toString());
        Optional<Fixtures> fixtures = YamlDocument.read(Files.readString(file), errors)
                .map(root -> read(Fields.of(root, "the fixtures", RuleTestFile.FIELDS, errors), errors));
        return fixtures.isPresent() && !errors.any()
                ? new Result.Valid(fixtures.get())
                : new Result.Invalid(errors.inOrder());
    }

    /** Those that stand at the top of a file. */
    static Fixtures read(Fields file, FileErrors errors) {
        return new Fixtures(time(file, "now", errors), patients(file, errors), certificates(file, errors));
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

    static Map<AddressKey, PatientOnRecord> patients(Fields fields, FileErrors errors) {
        Map<AddressKey, List<PatientOnRecord>> patients = new LinkedHashMap<>();
        fields.value("patients").ifPresent(part -> {
            Fields entries = Fields.free(part, "`patients`", errors);
            for (String address : entries.names()) {
                RuleTestReader.mailbox(address, entries.key(address), errors)
                        .ifPresent(mailbox -> RuleTestPatient.read(
                                        mailbox, entries.value(address).orElseThrow(), errors)
                                .forEach(read -> add(patients, read)));
            }
        });
        Map<AddressKey, PatientOnRecord> shared = new LinkedHashMap<>();
        patients.forEach((address, each) -> shared.put(address, PatientOnRecord.sharing(each)));
        return shared;
    }

    private static void add(Map<AddressKey, List<PatientOnRecord>> patients, RuleTestPatient.Read read) {
        read.records()
                .forEach((one, record) -> patients.computeIfAbsent(one, fresh -> new ArrayList<>())
                        .add(record));
    }

    static Optional<Set<AddressKey>> certificates(Fields fields, FileErrors errors) {
        return fields.value("certificates").map(list -> {
            Set<AddressKey> have = new LinkedHashSet<>();
            for (ScalarNode address : fields.texts("certificates")) {
                RuleTestReader.mailbox(address.getValue(), address, errors)
                        .map(AddressKey::of)
                        .ifPresent(have::add);
            }
            return have;
        });
    }
}
