package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The cells of tables whose first line names the columns, as in CSV files and tables that were pasted: {@code
 * MRN,DOB,Phone}. A cell has the meaning of its column's title, and of no word beside it. One pass over the lines.
 *
 * <p>Cells are parted by commas, semicolons or vertical bars. Not promised: tables that are longer than a window, of
 * which only the first rows have the titles in sight, and cells that only spaces part.
 */
final class TableColumns {

    private static final int FEWEST_COLUMNS = 3;
    private static final int MOST_COLUMNS = 64;
    private static final int LONGEST_TITLE = 40;
    private static final int LONGEST_LINE = 2000;

    /** What titles say; a table has at least two of them. */
    private static final long TITLES =
            Label.OF_NUMBERS | Label.bits(Label.BIRTH, Label.CARE, Label.CARE_NEAR, Label.PATIENT, Label.NAMED);

    /** What a cell of a known column begins with: its word and what the title means, 0 for an unknown title. */
    private final Map<Integer, Long> meanings = new LinkedHashMap<>();

    private final Words words;
    private final Marks labels;

    TableColumns(Words words, Marks labels) {
        this.words = words;
        this.labels = labels;
        read(words.text());
    }

    /** Whether a table's title or cell begins with the word. */
    boolean isCell(int word) {
        return meanings.containsKey(word);
    }

    /** What the title of the column says of the cell that begins with the word; 0 where there is none. */
    long meaningAt(int word) {
        return meanings.getOrDefault(word, 0L);
    }

    boolean means(int word, long meaning) {
        return (meaningAt(word) & meaning) != 0;
    }

    /** Goes through the cells of columns with such a meaning, in their order. */
    void each(long meaning, IntConsumer cell) {
        meanings.forEach((word, title) -> {
            if ((title & meaning) != 0) {
                cell.accept(word);
            }
        });
    }

    private void read(String text) {
        List<Long> titles = List.of();
        char separator = 0;
        for (int from = 0; from < text.length(); ) {
            int to = text.indexOf('\n', from);
            to = to < 0 ? text.length() : to;
            boolean row = !titles.isEmpty() && has(text, from, to, separator);
            if (row) {
                cells(text, from, to, separator, titles);
            } else {
                separator = separator(text, from, to);
                titles = separator == 0 ? List.of() : titles(text, from, to, separator);
            }
            from = to + 1;
        }
    }

    private static boolean has(String text, int from, int to, char separator) {
        int at = text.indexOf(separator, from);
        return at >= 0 && at < to;
    }

    /** What parts the cells of a line that could be one of titles; 0 if it is none. */
    private static char separator(String text, int from, int to) {
        if (to - from > LONGEST_LINE) {
            return 0;
        }
        int bars = 0;
        int semicolons = 0;
        int commas = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                return 0;
            }
            bars += c == '|' ? 1 : 0;
            semicolons += c == ';' ? 1 : 0;
            commas += c == ',' ? 1 : 0;
        }
        return parts(bars) ? '|' : parts(semicolons) ? ';' : parts(commas) ? (char) ',' : 0;
    }

    private static boolean parts(int separators) {
        return separators >= FEWEST_COLUMNS - 1 && separators < MOST_COLUMNS;
    }

    /** What each title of a line means, or nothing if fewer than two of them are titles. */
    private List<Long> titles(String text, int from, int to, char separator) {
        List<Long> titles = new ArrayList<>();
        List<Integer> begins = new ArrayList<>();
        int known = 0;
        for (int at = from; at <= to; ) {
            int end = end(text, at, to, separator);
            int word = words.atOrBehind(at);
            boolean empty = word >= words.count() || words.start(word) >= end;
            if (end - at > LONGEST_TITLE) {
                return List.of();
            }
            long meaning = empty ? 0 : title(word, end);
            known += meaning == 0 ? 0 : 1;
            titles.add(meaning);
            if (!empty) {
                begins.add(word);
            }
            at = end + 1;
        }
        if (known < 2) {
            return List.of();
        }
        begins.forEach(word -> meanings.put(word, 0L));
        return titles;
    }

    /** A title is a label and nothing else. */
    private long title(int word, int end) {
        int mark = labels.at(word);
        int behind = mark < 0 ? word : labels.end(mark);
        boolean whole = mark >= 0 && (behind >= words.count() || words.start(behind) >= end);
        return whole ? labels.meaning(mark) & TITLES : 0;
    }

    private void cells(String text, int from, int to, char separator, List<Long> titles) {
        int column = 0;
        for (int at = from; at <= to && column < titles.size(); column++) {
            int word = words.atOrBehind(at);
            boolean empty = word >= words.count() || words.start(word) >= to;
            if (empty) {
                return;
            }
            boolean quoted = Matches.at(text, at) == '"';
            int end = quoted ? closing(text, at + 1, to) : end(text, at, to, separator);
            if (words.start(word) < end) {
                // A written date has a comma of its own, which not every program puts in quotes.
                WrittenDate date = words.start(word) - at <= 2 ? WrittenDate.at(text, words.start(word)) : null;
                end = date != null && date.end() > end ? end(text, Math.min(date.end(), to), to, separator) : end;
                meanings.put(word, titles.get(column));
            }
            at = end(text, end, to, separator) + 1;
        }
    }

    private static int closing(String text, int from, int to) {
        int end = text.indexOf('"', from);
        return end < 0 || end > to ? to : end;
    }

    private static int end(String text, int from, int to, char separator) {
        int end = from;
        while (end < to && text.charAt(end) != separator) {
            end++;
        }
        return end;
    }
}
