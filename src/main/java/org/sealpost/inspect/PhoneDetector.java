package org.sealpost.inspect;

import java.util.function.Consumer;

/**
 * Telephone and fax numbers of the North American plan: (555) 555-0142, +1 555 555 0142, 555.555.0142, 555-0142; digits
 * in a row and seven digits without a hyphen only where a word such as call or fax stands before them.
 */
final class PhoneDetector implements Detector {

    private static final String JOINT = "(?:\\s?[-./]\\s?|\\s)";
    private static final Phrase NUMBER = Phrase.of(
            "(?:\\+?1" + JOINT + "?)?(?:\\([2-9][0-9]{2}\\)" + JOINT
                    + "?|[2-9][0-9]{2}" + JOINT + ")[2-9][0-9]{2}" + JOINT
                    + "[0-9]{4}"
                    + "|(\\+1[2-9][0-9]{2}[2-9][0-9]{6})"
                    + "|(1?[2-9][0-9]{2}[2-9][0-9]{6}|[2-9][0-9]{2}[. ][0-9]{4})"
                    + "|([2-9][0-9]{2}-[0-9]{4})",
            40,
            "000",
            "+1",
            "(000)",
            "1 ",
            "1\n",
            "1-",
            "1.",
            "1/",
            "1(");
    private static final Phrase WORDS = Phrase.of(
            "(?:phones?|telephones?|tel|ph|cell|cellular|mobile|fax"
                    + "|call(?:ed|ing|back)?|dial|text(?:ed)?|sms|reach(?:ed)?|voice\\s?mail|hotline|pager)\\b",
            ContextWords.LONGEST,
            "ph",
            "tel",
            "cel",
            "mobile",
            "fax",
            "call",
            "dial",
            "text",
            "sms",
            "reach",
            "voice",
            "hotline",
            "pager");
    private static final int BEFORE = 32;
    private static final int FULL = 10;

    @Override
    public PhiKind kind() {
        return PhiKind.PHONE;
    }

    @Override
    public void find(SearchText searched, Consumer<String> found) {
        String text = searched.text();
        ContextWords words = new ContextWords(searched, WORDS);
        searched.each(NUMBER, match -> {
            if (!Matches.standsAlone(text, match.start(), match.end()) || !isMeant(match, words)) {
                return false;
            }
            String digits = Matches.digits(match.groups().group());
            found.accept(digits.length() > FULL ? digits.substring(digits.length() - FULL) : digits);
            return true;
        });
    }

    /** Group 2 are the forms that are too common to be telephone numbers by themselves. */
    private static boolean isMeant(SearchText.Match match, ContextWords words) {
        return match.groups().group(2) == null || words.endsBefore(match.start(), BEFORE);
    }
}
