package org.sealpost.inspect;

/**
 * Laboratory results and vital signs: a test from {@code laboratory.txt} with a value ("LDL 160 mg/dL", "BP 140/90") or a
 * result ("reactive for HIV", "TSH elevated") close behind it or before it.
 */
final class LabResultDetector implements Detector {

    /** Characters between a test and its value. */
    private static final int REACH = 36;

    /** Words between them. */
    private static final int MOST_BETWEEN = 5;

    private static final HashTable RESULTS = HashTable.ofWords(
            "positive negative reactive nonreactive detected undetectable abnormal normal elevated high low borderline"
                    + " equivocal indeterminate critical pos neg positivo negativo alto alta bajo baja deficient detectable");
    private static final HashTable BETWEEN = HashTable.ofWords(
            "of is was are were at level levels result results value count reading readings came back in to the a an up"
                    + " down from today now trending improved rose fell dropped increased decreased remains stable still"
                    + " last most recent your her his measured calculated total serum fasting random both about around"
                    + " approximately only just over under above below and than less greater non not h l es de fue en salio esta dio"
                    + " score scores test screen screening antibody panel very slightly mildly is high low elevated"
                    + " on drawn collected direct indirect poc sitting standing lying supine left right arm oral urine"
                    + " plasma");
    private static final HashTable WEEKDAYS = HashTable.ofWords(
            "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun");
    /** "on Monday was 1.8" */
    private static final HashTable TELLING = HashTable.ofWords("was is were are of");

    /** What a number counts that is no result. */
    private static final HashTable COUNTED = HashTable.ofWords(
            "strip strips pack packs kit kits box boxes test tests patient patients participants people subjects year"
                    + " years day days week weeks month months hour hours minutes am pm times mg mcg tablets pieces ct"
                    + " monitors monitor cuffs analyzers devices units samples");

    private static final HashTable MASSES = HashTable.ofWords("mg mcg units");
    private static final HashTable BEFORE_TEST =
            HashTable.ofWords("positive negative reactive nonreactive elevated abnormal high low pos neg");

    @Override
    public PhiKind kind() {
        return PhiKind.LAB_RESULT;
    }

    @Override
    public void find(SearchText text, Found found) {
        Marks terms = text.terms();
        long tests = Term.TEST.bit() | Term.MAYBE_TEST.bit();
        for (int mark = 0; mark < terms.count(); mark++) {
            int first = terms.first(mark);
            int end = terms.end(mark);
            if (!terms.means(mark, tests) || !text.isOwn(first)) {
                continue;
            }
            int value = RecordFields.valueOfResult(text, first, value(text, end));
            if ((value >= 0 && isRatio(text.words(), first, value))
                    || isOfWork(text.words(), first)
                    || isInitial(text.words(), first)) {
                continue;
            }
            boolean result = value >= 0 || (terms.means(mark, Term.TEST.bit()) && isCalledBefore(text.words(), first));
            boolean test = terms.means(mark, Term.TEST.bit()) || text.isOfCare(first, end);
            if (!result && test && isSomeones(text, first, end)) {
                found.ifOfPatient(text.words().phrase(first, end));
                continue;
            }
            if (!result && test && ResultRows.areBelow(text, end)) {
                found.unlessBulk(text.words().phrase(first, end));
                continue;
            }
            boolean certain =
                    (terms.means(mark, Term.TEST.bit()) && text.words().length(first) > 1)
                            || (value >= 0
                                    && (isPressure(text.words(), value)
                                            || isFever(text.words(), first, value)
                                            || isBloodLevel(text.words(), first, value)
                                            || isSomeones(text, first, end)));
            if (result && (certain || text.isOfCare(first, end))) {
                String name = text.words().phrase(first, end);
                found.value(value >= 0 ? name + " " + text.words().phrase(value, value + 1) : name);
            }
        }
    }

    /** The word that is the value of the test that ends before a word, or a negative number. */
    private static int value(SearchText text, int behind) {
        Words words = text.words();
        int place = words.end(behind - 1);
        boolean dated = false;
        boolean behindDay = false;
        int passed = 0;
        for (int word = behind; word < words.count() && passed <= MOST_BETWEEN; word++, passed++) {
            if (words.start(word) - place > REACH || words.beginsSentence(word) || (words.gap(word) & Words.AT) != 0) {
                return -1;
            }
            WrittenDate date = words.hasDigit(word) || MonthName.is(words, word)
                    ? WrittenDate.at(words.text(), words.start(word))
                    : null;
            if (date != null && date.hasYear() && date.date().isPresent()) {
                // The day it was drawn: "LDL 03/14/2026 160 mg/dL".
                dated = true;
                place = date.end();
                word = words.atOrBehind(date.end()) - 1;
                continue;
            }
            if (words.hasDigit(word)) {
                boolean told = !behindDay || (words.gap(word) & Words.COLON) != 0;
                boolean value = isValue(words, word)
                        && !(dated && (date != null || isTime(words, word)))
                        && (told || NumberBehindDay.isResult(words, word));
                return value ? word : -1;
            }
            long hash = words.hash(word);
            if (RESULTS.contains(hash)) {
                return word;
            }
            dated |= WEEKDAYS.contains(hash);
            behindDay = (behindDay && !TELLING.contains(hash)) || hash == ON || WEEKDAYS.contains(hash);
            // "INR for Duane Pickett today 3.4": names do not count.
            if (!BETWEEN.contains(hash) && !WEEKDAYS.contains(hash) && !isName(words, word)) {
                return -1;
            }
        }
        return -1;
    }

    /** "on 03/14/2026 at 10:30" */
    private static boolean isTime(Words words, int word) {
        int end = words.end(word);
        return Matches.at(words.text(), end) == ':' && Matches.isDigit(words.text(), end + 1);
    }

    private static boolean isName(Words words, int word) {
        return words.isCapitalised(word)
                && !words.isCapitals(word)
                && (WordSet.GIVEN_NAMES.contains(words, word)
                        || WordSet.FAMILY_NAMES.contains(words, word)
                        || TITLES.contains(words.hash(word)));
    }

    private static final HashTable TITLES = HashTable.ofWords("mr mrs ms miss sr sra");

    /** "his A1c", "Alvarez's TSH", "the A1c for Mr. Alvarez", a test whose result is announced. */
    private static boolean isSomeones(SearchText text, int first, int end) {
        Words words = text.words();
        for (int before = first - 1; before >= Math.max(0, first - WHOSE) && words.isJoined(before + 1); before--) {
            if (PersonalFinding.isWhose(words, before) || (words.isPossessive(before) && words.isCapitalised(before))) {
                return true;
            }
        }
        int name = end + 1;
        boolean ofName =
                name < words.count() && (words.hash(end) == FOR || words.hash(end) == ON) && isName(words, name);
        return ofName || text.labels().isNear(first, end, Label.PATIENT_TALK.bit() | Label.PATIENT.bit(), REACH);
    }

    /** Words between whose a test is and the test, others of them among them: "Jovan's vit D and ferritin". */
    private static final int WHOSE = 4;

    private static final long ON = WordHash.of("on");

    /** "HR 0.83", "RR 0.9": of a study, not of a heart or lungs. */
    private static boolean isRatio(Words words, int test, int value) {
        return words.isCapitals(test)
                && words.length(test) == 2
                && RATIOS.contains(words.hash(test))
                && words.word(value).length() == 1
                && Matches.at(words.text(), words.end(value)) == '.';
    }

    /** "Quillfeather K.": a family name and an initial. */
    private static boolean isInitial(Words words, int test) {
        return test > 0
                && words.length(test) == 1
                && words.gap(test) == Words.SPACE
                && words.isCapitalised(test - 1)
                && !words.isCapitals(test - 1)
                && Matches.at(words.text(), words.end(test)) == '.';
    }

    /** "$24/hr" */
    private static boolean isOfWork(Words words, int test) {
        return words.gap(test) == Words.SLASH && !words.isCapitals(test) && words.length(test) == 2;
    }

    private static final HashTable RATIOS = HashTable.ofWords("hr rr");

    /** "140/90", "140 over 90" */
    private static boolean isPressure(Words words, int value) {
        int next = value + 1;
        boolean spoken = next + 1 < words.count() && words.hash(next) == OVER;
        next += spoken ? 1 : 0;
        return next < words.count()
                && words.isDigits(value)
                && words.isDigits(next)
                && words.length(value) >= 2
                && words.length(value) <= 3
                && words.length(next) >= 2
                && words.length(next) <= 3
                && words.gap(next) == (spoken ? Words.SPACE : Words.SLASH);
    }

    private static final long OVER = WordHash.of("over");

    static boolean isBloodLevel(SearchText text, int mark) {
        int value = value(text, text.terms().end(mark));
        int first = text.terms().first(mark);
        return value >= 0
                && (isBloodLevel(text.words(), first, value)
                        || isFever(text.words(), first, value)
                        || isPressure(text.words(), value));
    }

    /** "fever of 103": of nothing else than a body, in degrees of either scale. */
    private static boolean isFever(Words words, int test, int value) {
        if (words.hash(test) != FEVER || !words.isDigits(value) || words.length(value) > 3) {
            return false;
        }
        int degrees = Integer.parseInt(words.word(value));
        return (degrees >= 99 && degrees <= 107) || (degrees >= 37 && degrees <= 42);
    }

    private static final long FEVER = WordHash.of("fever");

    /** "Potassium 2.9": with a decimal and no unit of food or fertiliser, it is measured in blood. */
    private static boolean isBloodLevel(Words words, int test, int value) {
        int decimal = value + 1;
        return ELECTROLYTES.contains(words.hash(test))
                && decimal < words.count()
                && words.isDigits(value)
                && words.length(value) <= 2
                && words.isDigits(decimal)
                && words.gap(decimal) == Words.FULL_STOP
                && words.gapLength(decimal) == 1
                && "%gm".indexOf(Matches.at(words.text(), words.end(decimal))) < 0
                && (decimal + 1 >= words.count() || !COUNTED.contains(words.hash(decimal + 1)));
    }

    private static final HashTable ELECTROLYTES =
            HashTable.ofWords("potassium calcium magnesium phosphorus phosphate lactate k");

    private static boolean isValue(Words words, int word) {
        if (!Character.isDigit(words.text().charAt(words.start(word))) || words.length(word) > 7) {
            return false;
        }
        boolean year = words.isDigits(word)
                && words.length(word) == 4
                && words.word(word).compareTo("1900") >= 0
                && words.word(word).compareTo("2100") < 0;
        if (year || TelephoneNumber.at(words, word) != null) {
            return false;
        }
        int next = word + 1;
        // "8.2 %", "140/90": the unit stands behind the second number.
        if (next < words.count() && words.isDigits(next) && words.gapLength(next) == 1) {
            next++;
        }
        boolean counted = next < words.count()
                && COUNTED.contains(words.hash(next))
                && !(MASSES.contains(words.hash(next)) && (Matches.at(words.text(), words.end(next)) == '/'));
        return !counted || words.gapLength(next) > 2;
    }

    /** "positive for HIV", "elevated creatinine". */
    private static boolean isCalledBefore(Words words, int first) {
        boolean of = first >= 2 && (words.hash(first - 1) == FOR || words.hash(first - 1) == PARA);
        int result = of ? first - 2 : first - 1;
        boolean called = result >= 0 && words.isJoined(first) && BEFORE_TEST.contains(words.hash(result));
        return called || isFlaggedBefore(words, first);
    }

    /** "8.2 H HGB A1C", as analysers print it. */
    private static boolean isFlaggedBefore(Words words, int first) {
        int flag = first - 1;
        return flag >= 1
                && words.length(flag) == 1
                && (words.hash(flag) == H || words.hash(flag) == L)
                && words.isDigits(flag - 1)
                && words.isJoined(first)
                && words.gap(flag) == Words.SPACE;
    }

    private static final long FOR = WordHash.of("for");
    private static final long H = WordHash.of("h");
    private static final long L = WordHash.of("l");
    private static final long PARA = WordHash.of("para");
}
