package org.sealpost.inspect;

/**
 * Names of medicines from {@code drugs.txt}; those with a meaning of everyday life only where a dose, a form, a refill or
 * the like is near.
 */
final class DrugDetector implements Detector {

    private static final int NEAR = 60;

    @Override
    public PhiKind kind() {
        return PhiKind.DRUG;
    }

    @Override
    public void find(SearchText text, Found found) {
        Marks terms = text.terms();
        for (int mark = 0; mark < terms.count(); mark++) {
            int first = terms.first(mark);
            int end = terms.end(mark);
            boolean drug = terms.means(mark, Term.DRUG.bit())
                    || (terms.means(mark, Term.MAYBE_DRUG.bit())
                            && (isDosed(text, end) || text.labels().isNear(first, end, Label.DOSE.bit(), NEAR)));
            if (drug && text.isOwn(first)) {
                found.value(text.words().phrase(first, end));
            }
        }
    }

    /** A dose in one word: "81mg". */
    private static boolean isDosed(SearchText text, int behind) {
        Words words = text.words();
        return behind < words.count()
                && words.hasDigit(behind)
                && !words.isDigits(behind)
                && text.text().regionMatches(true, words.end(behind) - 2, "mg", 0, 2);
    }
}
