package org.sealpost.inspect;

import com.google.re2j.Matcher;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;

/** A date as people write it, with its day: 03/14/1962, 1962-03-14, March 14, 1962, 14 Mar 1962, 14.3.62. */
final class WrittenDate {

    private static final String MONTHS =
            "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
                    + "|nov(?:ember)?|dec(?:ember)?)";
    private static final String DAY = "([0-9]{1,2})(?:st|nd|rd|th)?";
    private static final String YEAR = "([0-9]{4}|'?[0-9]{2})";

    /** Groups: year first 1-3; numbers 4-6; month's name first 7-9; day first 10-12; eight digits 13. */
    static final Phrase PHRASE = Phrase.of(
            "([0-9]{4})\\s?[-/.]\\s?([0-9]{1,2})\\s?[-/.]\\s?([0-9]{1,2})"
                    + "|([0-9]{1,2})\\s?[-/.]\\s?([0-9]{1,2})\\s?[-/.]\\s?([0-9]{4}|[0-9]{2})"
                    + "|" + MONTHS + "\\.?[\\s-]{1,3}" + DAY + "[\\s,-]{1,3}" + YEAR
                    + "|" + DAY + "[\\s.-]{0,3}(?:of\\s)?" + MONTHS + "\\.?[\\s,-]{0,3}" + YEAR
                    + "|([0-9]{8})",
            40,
            Beginning.firstCharacters("0", "j", "f", "m", "a", "s", "o", "n", "d"),
            WrittenDate::couldBegin);

    private static final Beginning MONTH =
            Beginning.oneOf("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final String MONTH_STARTS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final int OLDEST = 1880;
    private static final int NEWEST = 2100;

    /** Two digits above this are of the last century. */
    private static final int CENTURY = 30;

    private WrittenDate() {}

    /** The date of a match, if there is such a day. Month before day, unless only the other order is a date. */
    static Optional<LocalDate> of(Matcher match) {
        if (match.group(1) != null) {
            return date(match.group(1), match.group(2), match.group(3));
        }
        if (match.group(4) != null) {
            return date(match.group(6), match.group(4), match.group(5))
                    .or(() -> date(match.group(6), match.group(5), match.group(4)));
        }
        if (match.group(7) != null) {
            return date(match.group(9), month(match.group(7)), match.group(8));
        }
        if (match.group(10) != null) {
            return date(match.group(12), month(match.group(11)), match.group(10));
        }
        String digits = match.group(13);
        return date(digits.substring(0, 4), digits.substring(4, 6), digits.substring(6))
                .or(() -> date(digits.substring(4), digits.substring(0, 2), digits.substring(2, 4)));
    }

    /** Digits and then what joins them to a month or another number, eight digits, or a month's name. */
    private static boolean couldBegin(String text, int start) {
        int behind = start;
        while (behind < start + 8 && Matches.isDigit(text, behind)) {
            behind++;
        }
        return switch (behind - start) {
            case 0 -> isMonth(text, start);
            case 1, 2 -> isJoint(text, behind) || isMonth(text, behindDay(text, behind));
            case 4 -> isJoint(text, behind);
            case 8 -> true;
            default -> false;
        };
    }

    private static boolean isJoint(String text, int at) {
        int joint = at < text.length() && text.charAt(at) <= ' ' ? at + 1 : at;
        return joint < text.length() && "-/.".indexOf(text.charAt(joint)) >= 0;
    }

    /** Past what may stand between the number of a day and the name of its month: "st of ". */
    private static int behindDay(String text, int at) {
        int i = at;
        if (text.regionMatches(true, i, "st", 0, 2)
                || text.regionMatches(true, i, "nd", 0, 2)
                || text.regionMatches(true, i, "rd", 0, 2)
                || text.regionMatches(true, i, "th", 0, 2)) {
            i += 2;
        }
        for (int most = i + 3; i < most && i < text.length() && " \n.-".indexOf(text.charAt(i)) >= 0; ) {
            i++;
        }
        return text.regionMatches(true, i, "of", 0, 2) ? i + 3 : i;
    }

    private static boolean isMonth(String text, int at) {
        return at < text.length() && MONTH.isAt(text, at);
    }

    private static Optional<LocalDate> date(String year, String month, String day) {
        int number = Integer.parseInt(year.replace("'", ""));
        int full = number >= 100 ? number : number > CENTURY ? 1900 + number : 2000 + number;
        int ofYear = Integer.parseInt(month);
        int ofMonth = Integer.parseInt(day);
        // Asked before: a date in the other order is common, and an exception for each costs more than the search.
        boolean exists = full >= OLDEST
                && full <= NEWEST
                && ofYear >= 1
                && ofYear <= 12
                && ofMonth >= 1
                && ofMonth <= YearMonth.of(full, ofYear).lengthOfMonth();
        return exists ? Optional.of(LocalDate.of(full, ofYear, ofMonth)) : Optional.empty();
    }

    private static String month(String name) {
        int index = MONTH_STARTS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
        return Integer.toString(index / 3 + 1);
    }
}
