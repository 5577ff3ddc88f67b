package org.sealpost.inspect;

import java.util.function.Consumer;

/**
 * Social security numbers: {@code 123-45-6789}, with spaces or dots, and nine digits in a row where words say what they
 * are. Numbers that the Social Security Administration never issues are left out.
 */
final class SocialSecurityNumberDetector implements Detector {

    private static final Phrase NUMBER =
            Phrase.of("\\d{3}(?:\\s?[-.]\\s?|\\s)\\d{2}(?:\\s?[-.]\\s?|\\s)\\d{4}|\\d{9}", 24, "000");
    private static final Phrase WORDS = Phrase.of(
            "(?:ssns?|s\\.s\\.n\\.?|ss\\s?#|ss\\s(?:no|num|number)\\b|social\\s+security|soc(?:ial)?\\.?\\s+sec\\b)",
            ContextWords.LONGEST,
            "ss",
            "s.s",
            "soc");
    private static final int BEFORE = 48;
    private static final int BEHIND = 6;

    @Override
    public PhiKind kind() {
        return PhiKind.SSN;
    }

    @Override
    public void find(SearchText searched, Consumer<String> found) {
        String text = searched.text();
        ContextWords words = new ContextWords(searched, WORDS);
        searched.each(NUMBER, match -> {
            String digits = Matches.digits(match.groups().group());
            if (!isNumber(text, match, words) || !isIssued(digits)) {
                return false;
            }
            found.accept(digits);
            return true;
        });
    }

    private static boolean isNumber(String text, SearchText.Match match, ContextWords words) {
        boolean grouped = match.end() - match.start() > 9;
        return Matches.standsAlone(text, match.start(), match.end())
                && (grouped || words.endsBefore(match.start(), BEFORE) || words.startsBehind(match.end(), BEHIND));
    }

    private static boolean isIssued(String digits) {
        String area = digits.substring(0, 3);
        return !area.equals("000")
                && !area.equals("666")
                && area.charAt(0) != '9'
                && !digits.startsWith("00", 3)
                && !digits.endsWith("0000");
    }
}
