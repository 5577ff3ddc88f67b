package org.sealpost.inspect;

import java.util.Locale;

/** Internet protocol addresses of version 4 and 6; a version of a program with four numbers has a word before it. */
final class InternetAddressDetector implements Detector {

    private static final int LONGEST = 45;
    private static final int FEWEST_GROUPS = 3;

    @Override
    public PhiKind kind() {
        return PhiKind.IP;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        String all = words.text();
        int colon = 0;
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            // Only digits and what stands before a colon begin an address.
            if (colon <= word) {
                int place = all.indexOf(':', words.start(word));
                colon = place < 0 ? words.count() : words.atOrBehind(place);
            }
            word = Math.min(words.withDigit(word), colon - 1);
            if (word >= text.endOwn() || words.length(word) > 4) {
                continue;
            }
            int end = words.isDigits(word) ? endOfFour(words, word) : 0;
            if (end > 0) {
                if (!text.isOtherNumber(word)) {
                    found.value(words.text().substring(words.start(word), words.end(end - 1)));
                }
                word = end - 1;
            } else if (Matches.at(words.text(), words.end(word)) == ':') {
                int six = endOfSix(words.text(), words.start(word));
                if (six > 0) {
                    found.value(words.text().substring(words.start(word), six).toLowerCase(Locale.ROOT));
                    word = words.atOrBehind(six) - 1;
                }
            }
        }
    }

    private static int endOfFour(Words words, int first) {
        if (first + 4 > words.count()) {
            return 0;
        }
        for (int word = first; word < first + 4; word++) {
            boolean joined = word == first || (words.gap(word) == Words.FULL_STOP && words.gapLength(word) == 1);
            if (!joined || !words.isDigits(word) || words.length(word) > 3 || !isOctet(words, word)) {
                return 0;
            }
        }
        boolean alone = Matches.standsAlone(words.text(), words.start(first), words.end(first + 3));
        char before = Matches.at(words.text(), words.start(first) - 1);
        return alone && before != '.' && before != '-' ? first + 4 : 0;
    }

    private static boolean isOctet(Words words, int word) {
        int start = words.start(word);
        int end = words.end(word);
        return Integer.parseInt(words.text(), start, end, 10) <= 255
                && (end - start == 1 || words.text().charAt(start) != '0');
    }

    /** Groups of hexadecimal digits with colons: eight, or fewer with one double colon (RFC 4291 section 2.2). */
    private static int endOfSix(String text, int start) {
        int groups = 0;
        boolean shortened = false;
        int at = start;
        int most = Math.min(text.length(), start + LONGEST);
        while (at < most) {
            int group = at;
            while (at < most
                    && at - group <= 4
                    && Character.digit(text.charAt(at), 16) >= 0
                    && text.charAt(at) < 0x80) {
                at++;
            }
            if (at - group > 4 || (at == group && !shortened)) {
                return 0;
            }
            groups += at > group ? 1 : 0;
            if (Matches.at(text, at) != ':') {
                break;
            }
            if (Matches.at(text, at + 1) == ':') {
                if (shortened) {
                    return 0;
                }
                shortened = true;
                at++;
            } else if (Character.digit(Matches.at(text, at + 1), 16) < 0) {
                break;
            }
            at++;
        }
        boolean whole = groups == 8 || (shortened && groups >= FEWEST_GROUPS && groups < 8);
        return whole && !Letters.isLetterOrDigit(Matches.at(text, at)) && Matches.at(text, start - 1) != ':' ? at : 0;
    }
}
