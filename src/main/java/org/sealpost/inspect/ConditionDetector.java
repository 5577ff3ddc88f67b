package org.sealpost.inspect;

/**
 * Diseases, symptoms and treatments from {@code conditions.txt}; those with a meaning of everyday life only where words
 * of a practice are near.
 */
final class ConditionDetector implements Detector {

    @Override
    public PhiKind kind() {
        return PhiKind.CONDITION;
    }

    @Override
    public void find(SearchText text, Found found) {
        Marks terms = text.terms();
        for (int mark = 0; mark < terms.count(); mark++) {
            int first = terms.first(mark);
            int end = terms.end(mark);
            if (!text.isOwn(first)) {
                continue;
            }
            boolean condition = terms.means(mark, Term.CONDITION.bit())
                    || (terms.means(mark, Term.MAYBE_CONDITION.bit()) && isMeant(text, mark));
            boolean department =
                    terms.means(mark, Term.MAYBE_CONDITION.bit()) && isOfOrganisation(text.words(), first, end);
            boolean surname = (terms.means(mark, Term.MAYBE_CONDITION.bit()) && isSurname(text.words(), first, end))
                    || isBehindTitle(text.words(), first, end);
            if (condition && !department && !surname && !isInName(text, first, end)) {
                found.value(text.words().phrase(first, end));
            }
        }
        complaints(text, found);
    }

    private static void complaints(SearchText text, Found found) {
        Marks labels = text.labels();
        for (int mark = 0; mark < labels.count(); mark++) {
            if (text.isOwn(labels.first(mark)) && BodyComplaint.isAt(text, mark)) {
                found.value(text.words().phrase(labels.first(mark), labels.end(mark)));
            }
        }
    }

    /** Whether a word with a meaning of everyday life has the one of health: among words of a practice or its like. */
    static boolean isMeant(SearchText text, int mark) {
        return text.isOfCare(text.terms().first(mark), text.terms().end(mark))
                || isListed(text, mark)
                || isSomeones(text, mark)
                || isOfForm(text.words(), text.terms().first(mark))
                || Sufferer.isBefore(
                        text, text.terms().first(mark), text.terms().end(mark));
    }

    /** "her incision", "his back injury", "Gustafson's lump": a body's own, right behind whose. */
    private static boolean isSomeones(SearchText text, int mark) {
        Words words = text.words();
        int first = text.terms().first(mark);
        int whose = first - 1;
        return whose >= 0
                && words.gap(first) == Words.SPACE
                && (WHOSE.contains(words.hash(whose)) || (words.isPossessive(whose) && isName(words, whose)));
    }

    private static boolean isName(Words words, int word) {
        return words.isCapitalised(word)
                && (WordSet.FAMILY_NAMES.contains(words, word) || WordSet.GIVEN_NAMES.contains(words, word))
                && !WordSet.EVERYDAY.contains(words, word);
    }

    private static final HashTable WHOSE = HashTable.ofWords("her his my");

    /** "Reason: fever", "Problem: cough": what a form asks for. */
    private static boolean isOfForm(Words words, int first) {
        return first > 0 && (words.gap(first) & Words.COLON) != 0 && ASKED.contains(words.hash(first - 1));
    }

    private static final HashTable ASKED = HashTable.ofWords(
            "reason problem problems complaint complaints symptom symptoms concern concerns visit condition conditions dx"
                    + " diagnosis injury illness ailment limitation limitations cc");

    /** "cough, fever": another of its kind right before or behind it. */
    private static boolean isListed(SearchText text, int mark) {
        return isNext(text, mark - 1, mark) || isNext(text, mark, mark + 1);
    }

    private static boolean isNext(SearchText text, int mark, int next) {
        Marks terms = text.terms();
        Words words = text.words();
        boolean two = mark >= 0
                && next < terms.count()
                && terms.means(mark, Term.MAYBE_CONDITION.bit())
                && terms.means(next, Term.MAYBE_CONDITION.bit());
        return two
                && terms.first(next) - terms.end(mark) <= 1
                && words.start(terms.first(next)) - words.end(terms.end(mark) - 1) <= LIST
                && !words.beginsSentence(terms.first(next));
    }

    /** Characters between two symptoms of a list: a comma, "and", a slash. */
    private static final int LIST = 6;

    /** "Rebecca Stone", "George Burns" */
    private static boolean isSurname(Words words, int first, int end) {
        int given = first - 1;
        return isNameBehind(words, first, end)
                && words.gap(first) == Words.SPACE
                && WordSet.GIVEN_NAMES.contains(words, given)
                && !WordSet.EVERYDAY.contains(words, given);
    }

    /** "Mr. Hodgkin", whatever else is called so. */
    private static boolean isBehindTitle(Words words, int first, int end) {
        return isNameBehind(words, first, end)
                && (words.gap(first) & ~Words.FULL_STOP) == Words.SPACE
                && TITLES.contains(words.hash(first - 1));
    }

    /** One word that is written as names are, behind another. */
    private static boolean isNameBehind(Words words, int first, int end) {
        return end - first == 1
                && first > 0
                && words.isCapitalised(first)
                && !words.isCapitals(first)
                && words.isCapitalised(first - 1);
    }

    private static final HashTable TITLES = HashTable.ofWords("mr mrs ms miss dr prof");

    /** "Riverside Behavioral Health", "Summit Pain Management": in capitals behind another name on the same line. */
    private static boolean isOfOrganisation(Words words, int first, int end) {
        boolean name = first > 0
                && end - first >= 2
                && words.gap(first) == Words.SPACE
                && words.isCapitalised(first - 1)
                && !words.isCapitals(first - 1);
        for (int word = first; name && word < end; word++) {
            name = words.isCapitalised(word) && !words.isCapitals(word);
        }
        return name;
    }

    /** Whether it is a piece of an address or of the name of a society: "American Cancer Society", stroke@example.org. */
    private static boolean isInName(SearchText text, int first, int end) {
        Words words = text.words();
        String all = text.text();
        char before = Matches.at(all, words.start(first) - 1);
        char behind = Matches.at(all, words.end(end - 1));
        return before == '@'
                || behind == '@'
                || (behind == '.' && Letters.isLetterOrDigit(Matches.at(all, words.end(end - 1) + 1)))
                || (before == '.' && Letters.isLetterOrDigit(Matches.at(all, words.start(first) - 2)));
    }
}
