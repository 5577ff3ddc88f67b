package org.sealpost.inspect;

/** The names of months, English and Spanish, and how they are shortened. */
final class MonthName {

    private static final String[][] NAMES = {
        {"january", "enero", "jan", "ene"},
        {"february", "febrero", "feb"},
        {"march", "marzo", "mar"},
        {"april", "abril", "apr", "abr"},
        {"may", "mayo"},
        {"june", "junio", "jun"},
        {"july", "julio", "jul"},
        {"august", "agosto", "aug", "ago"},
        {"september", "septiembre", "sept", "sep"},
        {"october", "octubre", "oct"},
        {"november", "noviembre", "nov"},
        {"december", "diciembre", "dec", "dic"}
    };

    /** The first two letters of a name, 32 for each: hardly a word begins so, and to look here costs least. */
    private static final boolean[] BEGINNINGS = new boolean[32 * 32];

    static {
        for (String[] month : NAMES) {
            for (String name : month) {
                BEGINNINGS[(name.charAt(0) & 31) << 5 | name.charAt(1) & 31] = true;
            }
        }
    }

    private static final HashTable HASHES = new HashTable(64);

    static {
        for (String[] month : NAMES) {
            for (String name : month) {
                HASHES.add(WordHash.of(name));
            }
        }
    }

    private MonthName() {}

    /** Whether a word of letters is one. */
    static boolean is(Words words, int word) {
        return HASHES.contains(words.hash(word));
    }

    /** The number of the month whose name stands there, as a word of its own or before digits; 0 if none does. */
    static int at(String text, int start) {
        int found = find(text, start);
        return found >> 8;
    }

    /** Where the name ends that stands there. */
    static int end(String text, int start) {
        return start + (find(text, start) & 0xff);
    }

    private static int find(String text, int start) {
        char first = Matches.at(text, start);
        char second = Matches.at(text, start + 1);
        boolean mayBegin = first >= 'A' && first <= 'z' && second >= 'A' && second <= 'z';
        if (!mayBegin || !BEGINNINGS[(first & 31) << 5 | second & 31]) {
            return 0;
        }
        for (int month = 0; month < NAMES.length; month++) {
            for (String name : NAMES[month]) {
                int end = start + name.length();
                if (text.regionMatches(true, start, name, 0, name.length())
                        && !Letters.isLetter(Matches.at(text, end))) {
                    return (month + 1) << 8 | name.length();
                }
            }
        }
        return 0;
    }
}
