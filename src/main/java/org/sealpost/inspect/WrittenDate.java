package org.sealpost.inspect;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A date as people write it, with its day: 03/14/1962, 1962-03-14, March 14, 1962, 14 Mar 1962, 14/Mar/1962, 14.3.62,
 * 14 de marzo de 1962; without a year 3/14 and March 14.
 *
 * @param date the day, if there is such a one and its year was written; month before day, unless only the other order
 *     is a date
 * @param end where it ends in the text
 * @param hasYear whether a year was written
 */
record WrittenDate(Optional<LocalDate> date, int end, boolean hasYear) {

    private static final int OLDEST = 1880;
    private static final int NEWEST = 2100;

    /** Two digits above this are of the last century. */
    private static final int CENTURY = 30;

    private static final int NO_YEAR = -1;

    /** A leap year, to see whether a day without a year exists. */
    private static final int ANY_YEAR = 2000;

    /** The date that begins at a place of the text, if one does; the place is where a word begins. */
    @Nullable
    static WrittenDate at(String text, int start) {
        Reader reader = new Reader(text, start);
        char c = Matches.at(text, start);
        if (c >= '0' && c <= '9') {
            return fromDigits(reader, start);
        }
        int month = MonthName.at(text, start);
        return month == 0 ? null : monthFirst(reader, month);
    }

    @Nullable
    private static WrittenDate fromDigits(Reader reader, int start) {
        int first = reader.number(9);
        int digits = reader.at - start;
        return switch (digits) {
            case 1, 2 -> {
                WrittenDate numbers = reader.joint() ? numbers(reader, first) : null;
                if (numbers == null) {
                    reader.at = start + digits;
                    numbers = dayFirst(reader, first);
                }
                yield numbers;
            }
            case 4 -> reader.joint() ? yearFirst(reader, first) : null;
            case 8 -> eightDigits(first, reader.at);
            default -> null;
        };
    }

    @Nullable
    private static WrittenDate numbers(Reader reader, int first) {
        char joint = reader.lastJoint;
        int second = reader.number(2);
        int end = reader.at;
        if (second < 0) {
            return null;
        }
        if (reader.joint()) {
            int year = reader.year();
            if (year != NO_YEAR) {
                return of(Optional.empty(), reader.at, year, first, second);
            }
        }
        boolean partial = joint == '/' && exists(ANY_YEAR, first, second) && !isJoint(reader.text, end);
        return partial ? new WrittenDate(Optional.empty(), end, false) : null;
    }

    private static boolean isJoint(String text, int at) {
        return Matches.at(text, at) == '/' || Matches.at(text, at) == '%';
    }

    private static WrittenDate of(Optional<LocalDate> before, int end, int year, int month, int day) {
        return new WrittenDate(before.or(() -> date(year, month, day)).or(() -> date(year, day, month)), end, true);
    }

    @Nullable
    private static WrittenDate yearFirst(Reader reader, int year) {
        int month = reader.month();
        if (month <= 0 || !reader.joint()) {
            return null;
        }
        int day = reader.number(2);
        if (day < 0) {
            return null;
        }
        // 1962-03-14T10:00 (ISO 8601)
        boolean time = Matches.at(reader.text, reader.at) == 'T' && Matches.isDigit(reader.text, reader.at + 1);
        return new WrittenDate(date(year, month, day), time ? reader.endOfWord() : reader.at, true);
    }

    private static WrittenDate eightDigits(int number, int end) {
        Optional<LocalDate> yearFirst = date(number / 10_000, number / 100 % 100, number % 100);
        return new WrittenDate(
                yearFirst.or(() -> date(number % 10_000, number / 1_000_000, number / 10_000 % 100)), end, true);
    }

    @Nullable
    private static WrittenDate monthFirst(Reader reader, int month) {
        reader.at = MonthName.end(reader.text, reader.at);
        reader.skip('.');
        boolean slash = Matches.at(reader.text, reader.at) == '/';
        if (reader.skipAny(" \n-/", 3) == 0) {
            return null;
        }
        int day = reader.number(2);
        if (day < 0 || day > 31) {
            return null;
        }
        reader.ordinal();
        int end = reader.at;
        int year = reader.skipAny(" \n,-/", 3) == 0 ? NO_YEAR : reader.year();
        return year == NO_YEAR
                ? withoutYear(slash ? 0 : month, day, end)
                : new WrittenDate(date(year, month, day), reader.at, true);
    }

    @Nullable
    private static WrittenDate dayFirst(Reader reader, int day) {
        reader.ordinal();
        boolean slash = Matches.at(reader.text, reader.at) == '/';
        reader.skipAny(" \n.-/", 3);
        reader.of();
        int month = MonthName.at(reader.text, reader.at);
        if (month == 0) {
            return null;
        }
        reader.at = MonthName.end(reader.text, reader.at);
        int end = reader.at;
        reader.skip('.');
        reader.skipAny(" \n,-/", 3);
        reader.of();
        int year = reader.year();
        return year == NO_YEAR
                ? withoutYear(slash ? 0 : month, day, end)
                : new WrittenDate(date(year, month, day), reader.at, true);
    }

    /** @param month 0 where one of another form stands: "and/or May/2", "Mar/26", which is as often a year */
    @Nullable
    private static WrittenDate withoutYear(int month, int day, int end) {
        return exists(ANY_YEAR, month, day) ? new WrittenDate(Optional.empty(), end, false) : null;
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        int full = year >= 100 ? year : year > CENTURY ? 1900 + year : 2000 + year;
        // Asked before: a date in the other order is common, and an exception for each costs more than the search.
        return full >= OLDEST && full <= NEWEST && exists(full, month, day)
                ? Optional.of(LocalDate.of(full, month, day))
                : Optional.empty();
    }

    private static boolean exists(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    /** Without the day, which may be someone's birth. */
    @Override
    public String toString() {
        return "WrittenDate[]";
    }

    /** A place in a text that moves on over what it reads. */
    private static final class Reader {
        private final String text;
        private int at;
        private char lastJoint;

        Reader(String text, int at) {
            this.text = text;
            this.at = at;
        }

        /** At most so many digits as a number, or a negative one if there is none. */
        int number(int most) {
            int value = -1;
            for (int i = 0; i < most && Matches.isDigit(text, at); i++) {
                value = Math.max(value, 0) * 10 + text.charAt(at++) - '0';
            }
            return value;
        }

        /** In digits or by its name; negative or 0 if there is none. */
        int month() {
            int named = MonthName.at(text, at);
            at = named == 0 ? at : MonthName.end(text, at);
            return named == 0 ? number(2) : named;
        }

        /** Four digits, or two with an apostrophe before them or without. */
        int year() {
            if (Matches.at(text, at) == '\'' || Matches.at(text, at) == '\u2019') {
                at++;
            }
            int start = at;
            int year = number(5);
            int digits = at - start;
            // "March 14, 10:30" and "March 14, 2 pm" have no year.
            boolean time = Matches.at(text, at) == ':';
            return digits == 4 || (digits == 2 && !time) ? year : NO_YEAR;
        }

        boolean joint() {
            int joint = Matches.at(text, at) <= ' ' ? at + 1 : at;
            lastJoint = Matches.at(text, joint);
            if ("-/.".indexOf(lastJoint) < 0) {
                return false;
            }
            at = joint + 1 < text.length() && text.charAt(joint + 1) <= ' ' ? joint + 2 : joint + 1;
            return true;
        }

        void ordinal() {
            for (String ending : ORDINALS) {
                if (text.regionMatches(true, at, ending, 0, 2)) {
                    at += 2;
                    return;
                }
            }
        }

        private static final String[] ORDINALS = {"st", "nd", "rd", "th"};

        /** "of " and the Spanish "de ". */
        void of() {
            boolean word = text.regionMatches(true, at, "of", 0, 2) || text.regionMatches(true, at, "de", 0, 2);
            if (word && at + 2 < text.length() && text.charAt(at + 2) <= ' ') {
                at += 3;
            }
        }

        void skip(char c) {
            if (Matches.at(text, at) == c) {
                at++;
            }
        }

        int skipAny(String characters, int most) {
            int start = at;
            while (at < text.length() && at < start + most && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at - start;
        }

        /** Within a bound: a word goes on as long as it likes. */
        int endOfWord() {
            int end = at;
            while (end < text.length() && end < at + 16 && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            return end;
        }
    }
}
