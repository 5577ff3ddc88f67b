package org.sealpost.inspect;

import java.util.Locale;

/** E-mail addresses in the text; those of the header's own fields are not offered to it. */
final class EmailDetector implements Detector {

    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 190;

    @Override
    public PhiKind kind() {
        return PhiKind.EMAIL;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        String all = text.text();
        if (all.indexOf('@') < 0) {
            return;
        }
        for (int word = Math.max(1, text.firstOwn()); word < text.endOwn(); word++) {
            // The word behind the sign is the domain's first; one sign alone stands between the two.
            int at = words.start(word) - 1;
            if (words.gap(word) != Words.AT || words.gapLength(word) != 1) {
                continue;
            }
            int start = startOfLocal(all, at);
            int end = endOfDomain(all, at + 1);
            if (start < at && all.substring(at + 1, end).indexOf('.') > 0) {
                String address = all.substring(start, end).toLowerCase(Locale.ROOT);
                int first = words.atOrBehind(start);
                if (PatientContact.isAt(text, first, word + 1)) {
                    found.ofPatient(address);
                } else {
                    found.value(address);
                }
            }
        }
    }

    private static int startOfLocal(String text, int at) {
        int start = at;
        while (start > 0 && at - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isLocal(char c) {
        return Letters.isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
    }

    /** The domain's end: a dot ends it unless a letter or digit stands behind. */
    private static int endOfDomain(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < LONGEST_DOMAIN) {
            char c = text.charAt(end);
            boolean goesOn = Letters.isLetterOrDigit(c)
                    || ((c == '-' || c == '.') && Letters.isLetterOrDigit(Matches.at(text, end + 1)));
            if (!goesOn) {
                break;
            }
            end++;
        }
        return end;
    }
}
