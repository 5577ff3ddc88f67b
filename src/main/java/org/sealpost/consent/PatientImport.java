package org.sealpost.consent;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentLine.WrongLine;
import org.sealpost.consent.ImportReport.RefusedLine;
import org.sealpost.mail.PracticeId;

/**
 * Imports patients and their consents from CSV. Each line is a transaction of its own: a wrong one is refused with its
 * number, the right ones are imported, and sending the file again changes nothing.
 */
@ApplicationScoped
public class PatientImport {

    private static final Set<String> REQUIRED =
            Set.of("patient_id", "given_name", "family_name", "email", "channels", "purposes", "recorded_at");
    private static final Set<String> OPTIONAL =
            Set.of("practice", "birth_date", "language", "expires_at", "evidence", "phone", "relationship");
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final PatientRecorder recorder;

    PatientImport(PatientRecorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Imports a list.
     *
     * @param practice whose patients they are; a line that names another is refused
     * @param csv with a header line; columns are found by name
     * @param by who imports
     * @throws IllegalArgumentException in one sentence, when the header is wrong and nothing was imported
     */
    public ImportReport importCsv(PracticeId practice, Reader csv, Actor by) throws IOException {
        int[] counts = new int[PatientRecorder.Change.values().length];
        List<RefusedLine> refused = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .setTrailingData(true)
                .get();
        try (CSVParser parser = format.parse(withoutMark(csv))) {
            checkHeader(parser.getHeaderNames());
            for (CSVRecord line : parser) {
                try {
                    counts[importLine(line, practice, by).ordinal()]++;
                } catch (WrongLine wrong) {
                    refused.add(new RefusedLine(line.getRecordNumber() + 1, String.valueOf(wrong.getMessage())));
                }
            }
        } catch (UncheckedIOException | CSVException broken) {
            refused.add(new RefusedLine(
                    counts[0] + counts[1] + counts[2] + refused.size() + 2,
                    "the line and what follows it is no CSV: check its quotation marks."));
        }
        return new ImportReport(
                counts[PatientRecorder.Change.IMPORTED.ordinal()],
                counts[PatientRecorder.Change.UPDATED.ordinal()],
                counts[PatientRecorder.Change.UNCHANGED.ordinal()],
                refused);
    }

    private PatientRecorder.Change importLine(CSVRecord line, PracticeId practice, Actor by) throws WrongLine {
        if (!line.isConsistent()) {
            throw new WrongLine("the line has " + line.size() + " columns and the header has another number.");
        }
        ConsentLine parsed =
                ConsentLine.parse(name -> line.isMapped(name) && line.isSet(name) ? line.get(name) : "", practice);
        if (!parsed.practice().equals(practice)) {
            throw new WrongLine("practice is another practice than the one that imports.");
        }
        return recorder.record(parsed, by);
    }

    private static void checkHeader(List<String> names) {
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
