package org.sealpost.inspect;

/**
 * Where the rows of a table end, and the cells in them. A cell may hold the end of a line: between quotation marks in a file
 * (RFC 4180 section 2), and in a document, whose reader writes {@link #GOES_ON} before the next cell of the same row then.
 */
final class TableRows {

    /** Any mark that parts cells in a file, where it is not known yet which one does. */
    static final char ANY = 0;

    /** What a document's reader writes, behind a space, before a cell whose row began in an earlier line. */
    static final String GOES_ON = "" + TableColumns.CELL + TableColumns.CELL;

    /** How far the line may be in which a document's row goes on, and the one in which a row of titles begins or ends. */
    private static final int FAR = 2000;

    private static final int TITLES_FAR = 200;

    private TableRows() {}

    /** Where the row begins in which a line is. */
    static int start(String text, int line) {
        int least = Math.max(0, line - TITLES_FAR);
        int most = Math.min(text.length(), line + TITLES_FAR);
        int start = line;
        for (int before = previousLine(text, line, least); before >= 0; before = previousLine(text, before, least)) {
            if (end(text, before, most, ANY) > line) {
                start = before;
            }
        }
        return start;
    }

    private static int previousLine(String text, int line, int least) {
        if (line == 0) {
            return -1;
        }
        for (int at = line - 2; at >= least; at--) {
            if (text.charAt(at) == '\n') {
                return at + 1;
            }
        }
        return least == 0 ? 0 : -1;
    }

    /** Where the row ends that begins at a place: before the end of a line that is in no cell, or of the text. */
    static int end(String text, int from, char separator) {
        return end(text, from, text.length(), separator);
    }

    private static int end(String text, int from, int most, char separator) {
        boolean begins = Matches.at(text, from) == TableColumns.CELL;
        if (begins || separator == TableColumns.CELL) {
            int line = lineEnd(text, from);
            return begins ? goneOn(text, line) : line;
        }
        if (from >= most) {
            return from;
        }
        int lineEnd = text.indexOf('\n', from, most);
        int first = lineEnd < 0 ? most : lineEnd;
        if (text.indexOf('"', from, first) < 0) {
            // No cell of it goes on in the next line.
            return first;
        }
        int end = cellEnd(text, from, most, separator);
        while (end < most && text.charAt(end) != '\n') {
            end = cellEnd(text, end + 1, most, separator);
        }
        return end;
    }

    static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** The same of a document's table: up to the last line that goes on with the row. */
    private static int goneOn(String text, int lineEnd) {
        int end = lineEnd;
        int far = Math.min(text.length(), lineEnd + FAR);
        for (int line = lineEnd + 1; line < far; ) {
            int stop = lineEnd(text, line);
            boolean begins = text.charAt(line) == TableColumns.CELL;
            if (begins && !text.startsWith(GOES_ON, line)) {
                return end;
            }
            if (text.indexOf(GOES_ON, line, stop) >= 0) {
                end = stop;
            }
            line = stop + 1;
        }
        return end;
    }

    /** Where a cell ends: at the mark that parts it from the next, at the end of the line or that of the row. */
    static int cellEnd(String text, int from, int rowEnd, char separator) {
        int end = Math.max(from, quotedEnd(text, from, rowEnd, separator));
        // A document's cell has no marks around it that would tell which line it ends in: the row does.
        boolean within = separator == TableColumns.CELL;
        while (end < rowEnd && !parts(text, end, separator) && (within || text.charAt(end) != '\n')) {
            end++;
        }
        return end;
    }

    /** Where the cell behind a mark begins. */
    static int next(String text, int mark) {
        return text.startsWith(GOES_ON, mark) ? mark + GOES_ON.length() : mark + 1;
    }

    /** Behind the quotation mark that ends a cell which begins with one; a negative number if none does. */
    private static int quotedEnd(String text, int from, int rowEnd, char separator) {
        int at = Matches.at(text, from) == ' ' ? from + 1 : from;
        if (separator == TableColumns.CELL || Matches.at(text, at) != '"') {
            return -1;
        }
        for (at = text.indexOf('"', at + 1); at >= 0 && at < rowEnd; at = text.indexOf('"', at + 1)) {
            if (Matches.at(text, at + 1) == '"') {
                at++;
            } else {
                int behind = Matches.at(text, at + 1) == ' ' ? at + 2 : at + 1;
                boolean ends = behind >= rowEnd || text.charAt(behind) == '\n' || parts(text, behind, separator);
                // One that does not is of the words themselves, such as that of an inch.
                return ends ? at + 1 : -1;
            }
        }
        return -1;
    }

    private static boolean parts(String text, int at, char separator) {
        char c = text.charAt(at);
        return switch (separator) {
            case ANY -> c == ',' || c == ';' || c == '|';
            case TableColumns.CELL -> c == TableColumns.CELL && (at == 0 || text.charAt(at - 1) <= ' ');
            default -> c == separator;
        };
    }
}
