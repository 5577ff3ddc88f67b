package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The cells of tables whose first line names the columns, as in CSV files and tables that were pasted: {@code
 * MRN,DOB,Phone}. A cell has the meaning of its column's title, and of no word beside it. One pass over the lines.
 *
 * <p>Cells are parted by commas, semicolons or vertical bars, or by {@link #CELL} in documents. Not promised: tables that
 * are longer than a window, of which only the first rows have the titles in sight, and cells that only spaces part.
 */
final class TableColumns {

    /** What a document's reader writes before a cell, behind a space: it stands for nothing where words are joined. */
    static final char CELL = '*';

    private static final int FEWEST_COLUMNS = 3;
    private static final int MOST_COLUMNS = 64;
    private static final int LONGEST_TITLE = 40;
    private static final int LONGEST_LINE = 2000;

    /** Digits in a row of a title: those of a test, such as "CA 125". */
    private static final int MOST_DIGITS = 3;

    /** Digits of a number that counts titles of one name. */
    private static final int MOST_COUNTED = 2;

    /** What titles say; a table has at least two of them. */
    private static final long TITLES =
            Label.OF_NUMBERS | Label.bits(Label.BIRTH, Label.CARE, Label.CARE_NEAR, Label.PATIENT, Label.NAMED);

    private static final int[] NO_CELLS = {};

    /** The words that cells of known columns begin with, in their order; most texts have none. */
    private int[] cells = NO_CELLS;

    /** For each of them what the title means, 0 for an unknown title. */
    private long[] meanings = {};

    private int count;

    /** The words that a given and a family name begin with which have a column each: pairs, in their order. */
    private final List<Integer> names = new ArrayList<>();

    /** The columns of the table that is being read; negative for none. */
    private int givenColumn = -1;

    private int familyColumn = -1;

    private final Words words;
    private final Marks labels;
    private final Marks terms;

    TableColumns(Words words, Marks labels, Marks terms) {
        this.words = words;
        this.labels = labels;
        this.terms = terms;
        read(words.text());
    }

    /** Whether a table's title or cell begins with the word. */
    boolean isCell(int word) {
        return count > 0 && cell(word) >= 0;
    }

    /** What the title of the column says of the cell that begins with the word; 0 where there is none. */
    long meaningAt(int word) {
        int cell = count == 0 ? -1 : cell(word);
        return cell < 0 ? 0 : meanings[cell];
    }

    boolean means(int word, long meaning) {
        return (meaningAt(word) & meaning) != 0;
    }

    /** Goes through the cells of columns with such a meaning, in their order. */
    void each(long meaning, IntConsumer cell) {
        for (int i = 0; i < count; i++) {
            if ((meanings[i] & meaning) != 0) {
                cell.accept(cells[i]);
            }
        }
    }

    /** Takes the first words of a given and a family name. */
    interface NamePair {
        void take(int given, int family);
    }

    /** Goes through the names that have a column for each of their parts. */
    void eachName(NamePair name) {
        for (int i = 0; i + 1 < names.size(); i += 2) {
            name.take(names.get(i), names.get(i + 1));
        }
    }

    private int cell(int word) {
        return Arrays.binarySearch(cells, 0, count, word);
    }

    private void add(int word, long meaning) {
        if (count == cells.length) {
            cells = Arrays.copyOf(cells, Math.max(16, count * 2));
            meanings = Arrays.copyOf(meanings, cells.length);
        }
        cells[count] = word;
        meanings[count] = meaning;
        count++;
    }

    /** Looks only at lines in which two words stand that titles are made of: few texts have any. */
    private void read(String text) {
        int behind = 0;
        for (int mark = labels.next(0, TITLES); mark < labels.count(); ) {
            int second = labels.next(mark + 1, TITLES);
            boolean numbered = labels.means(mark, Label.MRN.bit());
            if (second == labels.count() && !numbered) {
                return;
            }
            int first = words.start(labels.first(mark));
            int line = text.lastIndexOf('\n', first) + 1;
            int from = Math.max(behind, TableRows.start(text, line));
            int to = TableRows.end(text, from, TableRows.ANY);
            boolean alone = second == labels.count() || words.start(labels.first(second)) >= to;
            if (alone && !(numbered && isParted(text, labels.end(mark), to))) {
                mark = second;
            } else {
                behind = table(text, from, to);
                if (behind < 0) {
                    // What looked like a row of several lines may be one after all.
                    behind = table(text, line, TableRows.lineEnd(text, first));
                }
                behind = behind < 0 ? TableRows.lineEnd(text, first) + 1 : behind;
                mark = second;
                while (mark < labels.count() && words.start(labels.first(mark)) < behind) {
                    mark = labels.next(mark + 1, TITLES);
                }
            }
        }
    }

    /** Whether a mark that parts cells stands right behind a title: then a column of record numbers is enough. */
    private boolean isParted(String text, int behind, int to) {
        int at = words.end(behind - 1);
        at = Matches.at(text, at) == '.' ? at + 1 : at;
        at = Matches.at(text, at) == ' ' ? at + 1 : at;
        char c = Matches.at(text, at);
        return at < to && (c == ';' || c == '|' || c == CELL);
    }

    /** Reads the table whose titles are in a row and returns where the text goes on; a negative number if it is none. */
    private int table(String text, int from, int to) {
        char separator = separator(text, from, to);
        List<Long> titles = separator == 0 ? List.of() : titles(text, from, to, separator);
        if (titles.isEmpty()) {
            return -1;
        }
        int row = to + 1;
        while (row < text.length()) {
            int end = TableRows.end(text, row, separator);
            if (text.indexOf(separator, row, end) < 0) {
                return row;
            }
            cells(text, row, end, separator, titles);
            row = end + 1;
        }
        return row;
    }

    /** What parts the cells of a line that could be one of titles; 0 if it is none, also for a number in it. */
    private static char separator(String text, int from, int to) {
        if (to - from > LONGEST_LINE) {
            return 0;
        }
        int bars = 0;
        int semicolons = 0;
        int commas = 0;
        int cells = 0;
        int digits = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            digits = c >= '0' && c <= '9' ? digits + 1 : 0;
            if (digits > MOST_DIGITS) {
                return 0;
            }
            bars += c == '|' ? 1 : 0;
            semicolons += c == ';' ? 1 : 0;
            commas += c == ',' ? 1 : 0;
            cells += c == CELL && at > 0 && text.charAt(at - 1) <= ' ' ? 1 : 0;
        }
        return parts(cells)
                ? CELL
                : parts(bars)
                        ? '|'
                        : parts(semicolons)
                                ? ';'
                                : commas >= FEWEST_COLUMNS - 1 && commas < MOST_COLUMNS ? (char) ',' : 0;
    }

    private static boolean parts(int separators) {
        return separators >= 1 && separators < MOST_COLUMNS;
    }

    /** What each title of a line means, or nothing if fewer than two of them are titles. */
    private List<Long> titles(String text, int from, int to, char separator) {
        List<Long> titles = new ArrayList<>();
        List<Integer> begins = new ArrayList<>();
        int known = 0;
        boolean numbered = false;
        givenColumn = -1;
        familyColumn = -1;
        for (int at = from; at <= to; ) {
            int end = TableRows.cellEnd(text, at, to, separator);
            int word = words.atOrBehind(at);
            boolean empty = word >= words.count() || words.start(word) >= end;
            if (end - at > LONGEST_TITLE || !mayBeTitle(word, end)) {
                return List.of();
            }
            long meaning = empty ? 0 : title(word, end);
            known += meaning == 0 ? 0 : 1;
            numbered |= (meaning & Label.MRN.bit()) != 0;
            if ((meaning & Label.NAMED.bit()) != 0) {
                int behind = labels.end(labels.at(word));
                givenColumn = NameFields.isFirst(words, word, behind) ? titles.size() : givenColumn;
                familyColumn = NameFields.isLast(words, word, behind) ? titles.size() : familyColumn;
            }
            titles.add(meaning);
            if (!empty) {
                begins.add(word);
            }
            at = TableRows.next(text, end);
        }
        if (known < 2 && !numbered) {
            return List.of();
        }
        begins.forEach(word -> add(word, 0));
        return titles;
    }

    /** Digits are those of a name, such as "ICD-10" and "A1c", or count: "Phone 2". */
    private boolean mayBeTitle(int first, int end) {
        for (int word = words.withDigit(first); word < words.count() && words.start(word) < end; ) {
            boolean counts = word > first && words.isDigits(word) && words.length(word) <= MOST_COUNTED;
            if (!counts && !labels.covers(word) && !terms.covers(word)) {
                return false;
            }
            word = words.withDigit(word + 1);
        }
        return true;
    }

    /** A title is a label and nothing else. */
    private long title(int word, int end) {
        int mark = labels.at(word);
        int behind = mark < 0 ? word : labels.end(mark);
        boolean whole = mark >= 0 && (behind >= words.count() || words.start(behind) >= end);
        return whole ? labels.meaning(mark) & (TITLES | Label.EVERYDAY_NUMBER.bit()) : 0;
    }

    private void cells(String text, int from, int to, char separator, List<Long> titles) {
        int column = 0;
        int given = -1;
        int family = -1;
        for (int at = from; at <= to && column < titles.size(); column++) {
            int word = words.atOrBehind(at);
            boolean empty = word >= words.count() || words.start(word) >= to;
            if (empty) {
                break;
            }
            int end = TableRows.cellEnd(text, at, to, separator);
            if (words.start(word) < end) {
                // A written date has a comma of its own, which not every program puts in quotes.
                WrittenDate date = words.start(word) - at <= 2 ? WrittenDate.at(text, words.start(word)) : null;
                if (date != null && date.end() > end && date.end() <= to) {
                    end = TableRows.cellEnd(text, date.end(), to, separator);
                }
                add(word, titles.get(column));
                given = column == givenColumn ? word : given;
                family = column == familyColumn ? word : family;
            }
            at = TableRows.next(text, end);
        }
        if (given >= 0 && family >= 0) {
            names.add(given);
            names.add(family);
        }
    }
}
