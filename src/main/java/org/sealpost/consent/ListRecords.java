package org.sealpost.consent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A list in CSV (RFC 4180), record by record. A record is a line, or several where a quoted cell holds line breaks; but a
 * quotation mark that nobody closed ends with its line: it must not swallow the lines of other patients, which may say that
 * they want no mail any more.
 */
final class ListRecords implements AutoCloseable {

    /** Lines that one record may have. */
    private static final int MOST_LINES = 100;

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setAllowMissingColumnNames(true)
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .setTrailingData(true)
            .get();

    /** Of several lines nothing is put right: what stands behind a closed cell belongs to another line's. */
    private static final CSVFormat STRICT =
            FORMAT.builder().setTrailingData(false).get();

    private final BufferedReader lines;
    private final Deque<String> ahead = new ArrayDeque<>();
    private final List<String> header;
    private final CSVFormat format;
    private final CSVFormat strict;
    private long line;

    /**
     * A record.
     *
     * @param line its first one in the list
     * @param cells by the columns' names
     * @param open whether a quotation mark in it is not closed; the cells are then a guess
     */
    record Row(long line, CSVRecord cells, boolean open) {}

    /** @throws CSVException when the header line is no CSV */
    ListRecords(Reader list) throws IOException {
        lines = new BufferedReader(list);
        String first = firstLine();
        header = first == null
                ? List.of()
                : parsed(first, FORMAT)
                        .map(CSVRecord::toList)
                        .orElseThrow(() -> new CSVException("the header line is no CSV"));
        format = FORMAT.builder().setHeader(header.toArray(String[]::new)).get();
        strict = STRICT.builder().setHeader(header.toArray(String[]::new)).get();
    }

    List<String> header() {
        return header;
    }

    /** The line that was read last. */
    long line() {
        return line;
    }

    /** The next record, if there is one. */
    Optional<Row> next() throws IOException {
        String first = firstLine();
        return first == null ? Optional.empty() : Optional.of(row(first, line));
    }

    private @Nullable String firstLine() throws IOException {
        String first = take();
        while (first != null && first.isBlank()) {
            first = take();
        }
        return first;
    }

    private Row row(String first, long at) throws IOException {
        Optional<CSVRecord> whole = parsed(first, format);
        if (whole.isEmpty()) {
            whole = joined(first);
        }
        return whole.isPresent() ? new Row(at, whole.get(), false) : new Row(at, guessed(first), true);
    }

    /** The record that begins with a line whose last cell goes on, unless a line that follows is one by itself. */
    private Optional<CSVRecord> joined(String first) throws IOException {
        StringBuilder text = new StringBuilder(first);
        Deque<String> taken = new ArrayDeque<>();
        boolean open = hasOddMarks(first);
        for (String next = take(); next != null; next = take()) {
            taken.addLast(next);
            text.append('\n').append(next);
            if (isRecord(next)) {
                break;
            }
            open ^= hasOddMarks(next);
            if (!open) {
                Optional<CSVRecord> whole = parsed(text.toString(), strict).filter(CSVRecord::isConsistent);
                if (whole.isPresent()) {
                    return whole;
                }
            }
            if (!open || taken.size() == MOST_LINES) {
                break;
            }
        }
        while (!taken.isEmpty()) {
            ahead.addFirst(taken.removeLast());
            line--;
        }
        return Optional.empty();
    }

    private static boolean hasOddMarks(String line) {
        return line.chars().filter(character -> character == '"').count() % 2 == 1;
    }

    private boolean isRecord(String line) {
        return parsed(line, format).filter(CSVRecord::isConsistent).isPresent();
    }

    private CSVRecord guessed(String line) {
        return parsed(line.replace("\"", ""), format)
                .orElseThrow(() -> new IllegalStateException("a line without quotation marks is no CSV"));
    }

    private static Optional<CSVRecord> parsed(String text, CSVFormat format) {
        try (CSVParser parser = CSVParser.parse(text, format)) {
            Iterator<CSVRecord> records = parser.iterator();
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (IOException | UncheckedIOException open) {
            return Optional.empty();
        }
    }

    private @Nullable String take() throws IOException {
        String next = ahead.isEmpty() ? lines.readLine() : ahead.removeFirst();
        if (next != null) {
            line++;
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
