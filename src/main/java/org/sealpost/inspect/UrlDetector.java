package org.sealpost.inspect;

import java.util.Locale;

/** Web addresses: those with a scheme, and those that begin with www. */
final class UrlDetector implements Detector {

    private static final int LONGEST = 250;
    private static final long HTTP = WordHash.of("http");
    private static final long HTTPS = WordHash.of("https");
    private static final long WWW = WordHash.of("www");

    /** Names of formats, not of places: every message in HTML has some. */
    private static final String[] FORMATS = {"www.w3.org", "schemas.microsoft.com", "schemas.openxmlformats.org"};

    @Override
    public PhiKind kind() {
        return PhiKind.URL;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        String all = text.text();
        int free = 0;
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            int start = words.start(word);
            int host = start < free ? -1 : host(words, word);
            if (host >= 0 && host < all.length() && Letters.isLetterOrDigit(all.charAt(host))) {
                int end = end(all, host);
                if (all.substring(host, end).indexOf('.') > 0 && !isFormat(all, host)) {
                    found.value(all.substring(host, end).toLowerCase(Locale.ROOT));
                }
                free = end;
            }
        }
    }

    /** Where the host begins, or a negative number. */
    private static int host(Words words, int word) {
        long hash = words.hash(word);
        int end = words.end(word);
        if (hash == HTTP || hash == HTTPS) {
            return words.text().startsWith("://", end) ? end + 3 : -1;
        }
        return hash == WWW && Matches.at(words.text(), end) == '.' ? words.start(word) : -1;
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length()
                && end - from < LONGEST
                && text.charAt(end) > ' '
                && "<>\"|)]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > from && ".,;:!?'".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean isFormat(String text, int host) {
        for (String format : FORMATS) {
            if (text.regionMatches(true, host, format, 0, format.length())) {
                return true;
            }
        }
        return false;
    }
}
