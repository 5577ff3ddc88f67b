package org.sealpost.inspect;

import java.util.List;

/**
 * A text, or a window of a long one, as the detectors look at it: its words, and where labels and terms of health stand
 * among them. All are found once, for all detectors.
 */
final class SearchText {

    /** How far words of a practice reach. */
    private static final int CARE = 150;

    private static final long OF_CARE =
            Label.bits(Label.CLINICAL, Label.PATIENT, Label.PATIENT_TALK, Label.ICD, Label.TIE, Label.MRN);

    private final Words words;
    private final Marks labels;
    private final Marks terms;
    private final TableColumns columns;
    private final int firstOwn;
    private final int endOwn;
    private final int firstNew;
    private final List<Dates.Dated> dates;
    private final List<PatientSegments.Entry> segments;

    private SearchText(String text, int ownFrom, int ownTo, int newFrom) {
        this.words = new Words(text);
        this.labels = Marks.of(Label.lexicon(), words);
        this.terms = Marks.withEndings(Term.lexicon(), words);
        this.columns = new TableColumns(words, labels, terms);
        this.firstOwn = words.atOrBehind(ownFrom);
        this.endOwn = words.atOrBehind(ownTo);
        this.firstNew = words.atOrBehind(newFrom);
        this.dates = Dates.of(this);
        this.segments = PatientSegments.of(this);
    }

    /** @param text as {@link NormalText} makes it */
    static SearchText of(String text) {
        return of(text, 0, text.length());
    }

    /**
     * A window.
     *
     * @param text as {@link NormalText} makes it
     * @param ownFrom where the window's own characters begin; those before are another window's, here as context
     * @param ownTo where they end
     */
    static SearchText of(String text, int ownFrom, int ownTo) {
        return of(text, ownFrom, ownTo, ownFrom);
    }

    /**
     * A window that repeats something.
     *
     * @param newFrom where its own characters begin that no other window has
     */
    static SearchText of(String text, int ownFrom, int ownTo, int newFrom) {
        return new SearchText(text, ownFrom, ownTo, newFrom);
    }

    String text() {
        return words.text();
    }

    Words words() {
        return words;
    }

    Marks labels() {
        return labels;
    }

    Marks terms() {
        return terms;
    }

    /** What titles of tables say of their cells. */
    TableColumns columns() {
        return columns;
    }

    /** The dates of the window's own. */
    List<Dates.Dated> dates() {
        return dates;
    }

    /** What records that were pasted into the window say. */
    List<PatientSegments.Entry> segments() {
        return segments;
    }

    /** The first word that begins in the window's own part. */
    int firstOwn() {
        return firstOwn;
    }

    /** The first word that begins behind it. */
    int endOwn() {
        return endOwn;
    }

    boolean isOwn(int word) {
        return word >= firstOwn && word < endOwn;
    }

    /** Whether the word is one that no other window has. */
    boolean isNew(int word) {
        return word >= firstNew && word < endOwn;
    }

    /** Whether words of a practice are near some words. */
    boolean isOfCare(int from, int to) {
        return labels.isNear(from, to, OF_CARE, CARE) || terms.isNear(from, to, Term.CERTAIN, CARE);
    }

    /**
     * Whether a label stands before a word, with nothing but "number", "is" and the like between them; the nearest
     * label decides.
     */
    boolean isLabelled(int word, Label label) {
        if (columns.isCell(word)) {
            return columns.means(word, label.bit());
        }
        int mark = labels.lastBefore(word, Label.OF_NUMBERS, LABEL);
        return mark >= 0 && labels.means(mark, label.bit()) && isDirect(mark, word);
    }

    /** Whether words before a number say that it is that of an order, a version or the like. */
    boolean isOtherNumber(int word) {
        return isLabelled(word, Label.NOT);
    }

    private static final int LABEL = 32;

    /** Whether nothing but fillers stands between a label and a word. */
    private boolean isDirect(int mark, int word) {
        for (int between = labels.end(mark); between < word; between++) {
            int filler = labels.at(between);
            if (filler < 0 || !labels.means(filler, Label.FILLER.bit())) {
                return false;
            }
            between = labels.end(filler) - 1;
        }
        return !words.beginsSentence(word);
    }
}
