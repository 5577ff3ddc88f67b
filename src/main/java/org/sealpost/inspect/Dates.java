package org.sealpost.inspect;

/** The dates of a text, from left to right, each with the label that it belongs to: the nearest one before or behind. */
final class Dates {

    private static final int BEFORE = 80;
    /** A space and a bracket, never a full stop: a word of the next sentence does not count. */
    private static final int BEHIND = 3;

    private static final long LABELS = Label.bits(Label.BIRTH, Label.CARE);

    /** Characters between two dates of a range. */
    private static final int RANGE = 12;

    /** Takes a date. */
    interface Handler {
        /**
         * @param label what the label means; 0 without one
         * @param first the first word of the date
         */
        void take(WrittenDate date, long label, int first);
    }

    private Dates() {}

    static void each(SearchText text, Handler handler) {
        Words words = text.words();
        String all = text.text();
        int lastEnd = 0;
        long lastLabel = 0;
        // From the context too, so that a date knows the one before it, whose label is not its own.
        int from = words.atOrBehind(words.count() == 0 ? 0 : startOfContext(text));
        for (int word = from; word < text.endOwn(); word++) {
            int start = words.start(word);
            if (start < lastEnd) {
                continue;
            }
            WrittenDate date = mayBegin(words, word) ? WrittenDate.at(all, start) : null;
            if (date == null
                    || (date.hasYear() && date.date().isEmpty())
                    || !Matches.standsAlone(all, start, date.end())) {
                continue;
            }
            long label = label(text, word, date.end(), lastEnd);
            if (label == 0 && lastEnd > 0 && start - lastEnd <= RANGE) {
                label = lastLabel & Label.CARE.bit();
            }
            if (text.isOwn(word)) {
                handler.take(date, label, word);
            }
            lastEnd = date.end();
            lastLabel = label;
        }
    }

    private static int startOfContext(SearchText text) {
        Words words = text.words();
        return text.firstOwn() == 0 ? 0 : Math.max(0, words.start(text.firstOwn() - 1) - 2 * BEFORE);
    }

    private static boolean mayBegin(Words words, int word) {
        return words.hasDigit(word) || (words.length(word) <= 10 && words.isLetters(word));
    }

    private static long label(SearchText text, int word, int end, int lastEnd) {
        Marks labels = text.labels();
        int before = labels.lastBefore(word, LABELS, BEFORE);
        if (before >= 0 && text.words().end(labels.end(before) - 1) >= lastEnd) {
            return labels.meaning(before) & LABELS;
        }
        return behind(text, end);
    }

    private static long behind(SearchText text, int end) {
        if (Matches.at(text.text(), end) == '.') {
            return 0;
        }
        int mark = text.labels().firstBehind(text.words().atOrBehind(end), end, LABELS, BEHIND);
        return mark < 0 ? 0 : text.labels().meaning(mark) & LABELS;
    }
}
