package org.sealpost.inspect;

/**
 * Social security numbers: {@code 123-45-6789}, with dots, and with spaces or nine digits in a row where words say what
 * they are, or the last four (45 CFR 164.514(b)(2) leaves no part of them). Without such words, groups that only spaces
 * part count beside something of a person ({@link SpacedGroups}), alone in a line, or where the message is about a patient:
 * three columns of an invoice look the same. Numbers that the Social
 * Security Administration never issues are left out, and those of orders and the like.
 */
final class SocialSecurityNumberDetector implements Detector {

    private static final int BEFORE = 48;
    private static final int BEHIND = 6;
    private static final int LAST = 4;
    private static final long SOCIAL = WordHash.of("social");
    private static final HashTable BETWEEN = HashTable.ofWords("is was no number #");

    @Override
    public PhiKind kind() {
        return PhiKind.SSN;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        int lastOfOther = -1;
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (!words.isDigits(word)) {
                continue;
            }
            int end = end(text, word);
            if (end > 0 && Matches.standsAlone(text.text(), words.start(word), words.end(end - 1))) {
                String digits = words.joined(word, end);
                boolean other = isOther(text, word) || (lastOfOther == word && isNextOfList(words, word));
                lastOfOther = other ? end : -1;
                if ((digits.length() == LAST || isIssued(digits)) && !other) {
                    offer(text, word, end, digits, found);
                }
                word = end - 1;
            }
        }
    }

    private static void offer(SearchText text, int word, int end, String digits, Found found) {
        if (!SpacedGroups.are(text.words(), word, end) || isTold(text, word, end)) {
            found.value(digits);
            return;
        }
        SpacedGroups groups = new SpacedGroups(text, word, end);
        if (groups.areOfPerson()) {
            found.value(digits);
        } else if (groups.areAlone()) {
            found.unlessBulk(digits);
        } else if (!groups.areColumn()) {
            found.ifOfPatient(digits);
        }
    }

    private static boolean isTold(SearchText text, int word, int end) {
        return text.columns().means(word, Label.SSN.bit())
                || text.labels().lastBefore(word, Label.SSN.bit(), BEFORE) >= 0
                || isSocial(text.words(), word)
                || text.labels().firstBehind(end, text.words().end(end - 1), Label.SSN.bit(), BEHIND) >= 0;
    }

    /** "her social is 123456789", "Social: 123456789": the word alone says so right before nine digits only. */
    private static boolean isSocial(Words words, int word) {
        int before = word > 0 && BETWEEN.contains(words.hash(word - 1)) ? word - 1 : word;
        return before > 0
                && words.hash(before - 1) == SOCIAL
                && ((words.gap(word) | words.gap(before)) & ~(Words.SPACE | Words.COLON)) == 0;
    }

    /** Behind words that leave no doubt that it is a number of something else. */
    private static boolean isOther(SearchText text, int word) {
        return text.isOtherNumber(word)
                || text.isLabelled(word, Label.DEVICE)
                || text.isLabelled(word, Label.NPI)
                || text.isLabelled(word, Label.PHONE)
                || text.isLabelled(word, Label.FAX);
    }

    /** "orders 123-45-6789, 123-45-6788" */
    private static boolean isNextOfList(Words words, int word) {
        return words.gapLength(word) <= 2 && (words.gap(word) & ~Words.SPACE) == Words.COMMA;
    }

    /** "SSN last 4: 6789", "SSN xxx-xx-6789" */
    private static boolean isEnd(SearchText text, int word) {
        return text.words().length(word) == LAST && text.isLabelled(word, Label.SSN);
    }

    /** The word behind the number that begins there, or 0. */
    private static int end(SearchText text, int word) {
        Words words = text.words();
        if (words.length(word) == 9) {
            return isTold(text, word, word + 1) ? word + 1 : 0;
        }
        if (isEnd(text, word)) {
            return word + 1;
        }
        boolean grouped = words.length(word) == 3
                && word + 2 < words.count()
                && words.length(word + 1) == 2
                && words.length(word + 2) == 4
                && words.isDigits(word + 1)
                && words.isDigits(word + 2)
                && isJoined(words, word + 1)
                && isJoined(words, word + 2);
        return grouped ? word + 3 : 0;
    }

    private static boolean isJoined(Words words, int word) {
        return Matches.areJoined(words.text(), words.end(word - 1), words.start(word), "-.");
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
