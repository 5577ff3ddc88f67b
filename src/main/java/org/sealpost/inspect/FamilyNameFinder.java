package org.sealpost.inspect;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.sealpost.mail.PersonName;

/**
 * Patients' family names alone, behind a title or the word patient: "Mrs. Example", "mr example's", "Patient Example". Whether
 * one patient alone is called so says the database. Who treats and who signs is none.
 */
final class FamilyNameFinder implements ClueFinder {

    private static final int BESIDE = 3;
    private static final int SALUTATION = 2;
    private static final int CREDENTIAL = 3;
    private static final long MS = WordHash.of("ms");

    /** What stands before the name of a patient as well as of anyone else. */
    private static final HashTable TELLS_NOTHING = HashTable.ofWords("from cc");

    private static final HashTable IN_LOWER_CASE = HashTable.ofWords("mr mrs ms");
    private static final HashTable PATIENT = HashTable.ofWords("patient pt paciente name");

    private final KnownNames names;

    FamilyNameFinder(KnownNames names) {
        this.names = names;
    }

    @Override
    public void find(SearchText text, Consumer<PatientClue> found) {
        if (names.isEmpty()) {
            return;
        }
        Marks labels = text.labels();
        long sought = Label.bits(Label.TITLE, Label.PATIENT);
        for (int mark = labels.next(0, sought); mark < labels.count(); mark = labels.next(mark + 1, sought)) {
            if (text.isOwn(labels.first(mark))
                    && labels.end(mark) < text.words().count()) {
                if (labels.means(mark, Label.TITLE.bit())) {
                    titled(text, mark, found);
                } else {
                    ofPatient(text, mark, found);
                }
            }
        }
    }

    private void titled(SearchText text, int mark, Consumer<PatientClue> found) {
        Words words = text.words();
        int title = text.labels().first(mark);
        int first = text.labels().end(mark);
        boolean stop = (words.gap(first) & Words.FULL_STOP) != 0;
        boolean beside = (words.gap(first) & ~(Words.SPACE | Words.FULL_STOP | Words.LINE_END)) == 0
                && words.gapLength(first) <= 2;
        boolean greeted = text.labels().lastBefore(title, Label.SALUTATION.bit(), SALUTATION) >= 0;
        // "MS" is a disease and a company too.
        boolean disease = words.hash(title) == MS && words.isCapitals(title) && !stop && !greeted;
        if (beside && !disease) {
            boolean small = !words.isCapitalised(title) && IN_LOWER_CASE.contains(words.hash(title));
            take(text, title, first, small ? Written.SMALL_TOO : Written.CAPITALISED, greeted, found);
        }
    }

    private void ofPatient(SearchText text, int mark, Consumer<PatientClue> found) {
        Words words = text.words();
        int first = text.labels().end(mark);
        boolean colon = (words.gap(first) & Words.COLON) != 0;
        boolean beside = (words.gap(first) & ~(Words.SPACE | Words.COLON | Words.FULL_STOP)) == 0
                && words.gapLength(first) <= BESIDE
                && !words.beginsSentence(first);
        if (beside && PATIENT.contains(words.hash(first - 1)) && !WordSet.HEADINGS.contains(words, first)) {
            // "Patient Care", "Patient Black" and the like are said of more than one.
            take(text, first, first, colon ? Written.CAPITALISED : Written.NO_EVERYDAY_WORD, false, found);
        }
    }

    /** How a name must be written to be taken for one. */
    private enum Written {
        CAPITALISED,
        NO_EVERYDAY_WORD,
        SMALL_TOO
    }

    private void take(
            SearchText text, int title, int from, Written written, boolean greeted, Consumer<PatientClue> found) {
        Words words = text.words();
        int first = behindInitials(words, from);
        Set<String> readings = new HashSet<>();
        int end = first;
        for (int last = first; isWithin(words, first, last); last++) {
            String reading = words.joined(first, last + 1);
            boolean whole = !isHyphenated(words, last + 1);
            if (whole && names.isFamily(WordHash.of(reading)) && isWritten(words, last, written)) {
                readings.add(reading);
                end = last + 1;
            }
        }
        boolean named = !readings.isEmpty()
                && !(end == first + 1 && isGivenName(words, first))
                && !isBystander(text, title, first, end)
                && !PlaceName.isAt(words, end - 1);
        if (named) {
            found.accept(new PatientClue.FamilyName(readings, greeted));
        }
    }

    /** "Mrs. K. Example". */
    private static int behindInitials(Words words, int from) {
        int first = from;
        while (first + 1 < words.count()
                && first - from < 2
                && words.isLetters(first)
                && words.length(first) == 1
                && (words.gap(first + 1) & ~(Words.SPACE | Words.FULL_STOP)) == 0
                && words.gapLength(first + 1) <= 2) {
            first++;
        }
        return first;
    }

    private static boolean isWithin(Words words, int first, int last) {
        if (last >= words.count() || last - first >= PersonName.MOST_FAMILY_WORDS || !words.isLetters(last)) {
            return false;
        }
        return last == first
                || ((words.gap(last) & ~(Words.SPACE | Words.HYPHEN)) == 0
                        && words.gapLength(last) == 1
                        && !words.isPossessive(last - 1));
    }

    private static boolean isHyphenated(Words words, int word) {
        return word < words.count()
                && words.gap(word) == Words.HYPHEN
                && words.gapLength(word) == 1
                && words.isLetters(word);
    }

    private static boolean isWritten(Words words, int word, Written written) {
        return switch (written) {
            case CAPITALISED -> words.isCapitalised(word);
            case NO_EVERYDAY_WORD -> words.isCapitalised(word) && !WordSet.EVERYDAY.contains(words, word);
            case SMALL_TOO -> words.isCapitalised(word) || !WordSet.EVERYDAY.contains(words, word);
        };
    }

    /** "Mr. James Wilson": a given name before a family name is no family name, even if someone is called so. */
    private boolean isGivenName(Words words, int word) {
        int next = word + 1;
        boolean given = WordSet.GIVEN_NAMES.contains(words, word) || names.isGiven(words.hash(word));
        return given
                && next < words.count()
                && words.gap(next) == Words.SPACE
                && words.isLetters(next)
                && words.isCapitalised(next)
                && !words.isPossessive(word)
                && !WordSet.HEADINGS.contains(words, next)
                && (!WordSet.EVERYDAY.contains(words, next) || names.isFamily(words.hash(next)));
    }

    private static boolean isBystander(SearchText text, int title, int first, int end) {
        Marks labels = text.labels();
        int before = labels.lastBefore(title, Label.DOCTOR.bit(), BESIDE);
        if (before >= 0 && TELLS_NOTHING.contains(text.words().hash(labels.first(before)))) {
            return (labels.meaningAt(end) & Label.CREDENTIAL.bit()) != 0
                    && text.words().gapLength(end) <= CREDENTIAL;
        }
        return Bystander.isAt(text, title, new WrittenName(first, first, end, end));
    }
}
