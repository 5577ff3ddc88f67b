package org.sealpost.consent;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVRecord;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentLine.WrongLine;
import org.sealpost.mail.PracticeId;

/**
 * Imports patients and their consents from CSV. Each line is a transaction of its own: a wrong one is refused with its
 * number, the right ones are imported, and sending the file again changes nothing. Of a line of which only the consent is
 * wrong, the patient is recorded.
 */
@ApplicationScoped
public class PatientImport {

    private static final Set<String> REQUIRED =
            Set.of("patient_id", "given_name", "family_name", "email", "channels", "purposes", "recorded_at");
    private static final Set<String> OPTIONAL = Set.of(
            "practice",
            "birth_date",
            "language",
            "expires_at",
            "only_at",
            "evidence",
            "phone",
            "relationship",
            "shared",
            "part2",
            "kind",
            "method",
            "warning_version",
            "warning_language",
            "recorded_by");
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** As many octets as the API takes, which has the whole of a list in memory: no list has more characters than that. */
    private static final long MAX_CHARACTERS = 20L * 1024 * 1024;

    private final PatientRecorder recorder;
    private final SourcedConsents sourced;

    PatientImport(PatientRecorder recorder, SourcedConsents sourced) {
        this.recorder = recorder;
        this.sourced = sourced;
    }

    /** As the other, for whoever may import for one practice only: a line that names another is refused. */
    public ImportReport importCsv(PracticeId practice, Reader csv, Actor by) throws IOException {
        return importCsv(practice, practice::equals, csv, by);
    }

    /**
     * Imports a list.
     *
     * @param otherwise the practice of lines that name none
     * @param permitted for which practices the caller may import; a line that names another is refused
     * @param csv with a header line; columns are found by name
     * @param by who imports
     * @throws IllegalArgumentException in one sentence, when the header is wrong and nothing was imported
     */
    public ImportReport importCsv(PracticeId otherwise, Predicate<PracticeId> permitted, Reader csv, Actor by)
            throws IOException {
        Tally tally = new Tally();
        Map<PatientKey, Person> earlier = new HashMap<>();
        try (ListRecords list = records(csv)) {
            checkHeader(list.header());
            try {
                for (Optional<ListRecords.Row> next = list.next(); next.isPresent(); next = list.next()) {
                    try {
                        tally.count(importLine(next.get(), otherwise, permitted, earlier, by));
                    } catch (WrongLine wrong) {
                        tally.refuse(next.get().line(), String.valueOf(wrong.getMessage()));
                    }
                }
            } catch (LimitedReader.TooLongException tooLong) {
                tally.refuse(list.line() + 1, "the list is too long: send what begins here as a list of its own.");
            }
        }
        return tally.report();
    }

    private static ListRecords records(Reader csv) throws IOException {
        try {
            return new ListRecords(withoutMark(new LimitedReader(csv, MAX_CHARACTERS)));
        } catch (CSVException | LimitedReader.TooLongException header) {
            throw new IllegalArgumentException("The header line is no CSV: check its quotation marks.", header);
        }
    }

    /** Whom a line is of. */
    private record PatientKey(PracticeId practice, PatientId patient) {}

    private PatientRecorder.Change importLine(
            ListRecords.Row row,
            PracticeId otherwise,
            Predicate<PracticeId> permitted,
            Map<PatientKey, Person> earlier,
            Actor by)
            throws WrongLine {
        CSVRecord line = row.cells();
        ConsentLine parsed = parsed(row, otherwise, permitted, by);
        if (!permitted.test(parsed.practice())) {
            throw new WrongLine("practice is another practice than the one that imports.");
        }
        PatientKey key = new PatientKey(parsed.practice(), parsed.patientId());
        if (Optional.ofNullable(earlier.get(key))
                .filter(parsed.person()::contradicts)
                .isPresent()) {
            throw new WrongLine(
                    "patient_id is another person's in an earlier line, by birth_date or both names: give each"
                            + " person an id of their own.");
        }
        PatientRecorder.Change change = recorder.record(parsed, by)
                .orElseThrow(() -> new WrongLine("practice is not known here: add the practice first."));
        earlier.merge(key, parsed.person(), Person::and);
        if (parsed.fault().isPresent()) {
            throw doubted(new WrongLine(parsed.fault().get()), line, otherwise, permitted, by);
        }
        return change;
    }

    private ConsentLine parsed(ListRecords.Row row, PracticeId otherwise, Predicate<PracticeId> permitted, Actor by)
            throws WrongLine {
        CSVRecord line = row.cells();
        try {
            if (row.open()) {
                throw new WrongLine("a quotation mark is not closed in the line: close it, or write two for one.");
            }
            if (!line.isConsistent()) {
                throw new WrongLine("the line has " + line.size() + " columns and the header has another number.");
            }
            return ConsentLine.parse(name -> column(line, name), otherwise);
        } catch (WrongLine wrong) {
            throw doubted(wrong, line, otherwise, permitted, by);
        }
    }

    /** What a known patient said and nobody can read may take back what they had agreed to. */
    private WrongLine doubted(
            WrongLine wrong, CSVRecord line, PracticeId otherwise, Predicate<PracticeId> permitted, Actor by) {
        boolean inDoubt = ConsentLine.whose(name -> column(line, name), otherwise)
                .filter(whose -> permitted.test(whose.practice()))
                .filter(whose -> sourced.lineNotUnderstood(
                        whose.practice(), whose.patient(), identity(line), whose.saidAt(), by))
                .isPresent();
        return inDoubt
                ? new WrongLine(
                        String.valueOf(wrong.getMessage())
                                + " Until a right line is sent, what this patient agreed to before counts only where it restricts.")
                : wrong;
    }

    private static String column(CSVRecord line, String name) {
        return line.isMapped(name) && line.isSet(name) ? line.get(name) : "";
    }

    /** The same for the same line. */
    private static SourceId identity(CSVRecord line) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\u001f", line.values()).getBytes(StandardCharsets.UTF_8));
            return new SourceId(SourceId.Origin.LIST, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this JDK has no SHA-256", impossible);
        }
    }

    private static void checkHeader(List<String> names) {
        if (names.size() == 1 && names.getFirst().chars().anyMatch(c -> c == ';' || c == '\t')) {
            throw new IllegalArgumentException(
                    "The header line has one column: separate columns by commas, not by semicolons or tabs.");
        }
        if (new TreeSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("The header line has a column twice: remove one of them.");
        }
        Set<String> missing = new TreeSet<>(REQUIRED);
        missing.removeAll(names);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "The header line lacks " + String.join(", ", missing) + ": add these columns.");
        }
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(REQUIRED);
        unknown.removeAll(OPTIONAL);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The header line has columns that mean nothing ("
                    + String.join(", ", unknown) + "): remove or rename them.");
        }
    }

    private static Reader withoutMark(Reader csv) throws IOException {
        PushbackReader reader = new PushbackReader(csv, 1);
        int first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }
}
