package org.sealpost.inspect;

/**
 * Names that the text itself says are of a patient, whether the practice knows them or not: behind a title (Mr. Okafor), a
 * label (Patient: Dana Whitfield; RE: Whitfield, Dana), a salutation, or words such as "results for", and before words
 * such as "needs a refill". Who treats (Dr. Lee; Lee, MD), who signs and who writes is no patient.
 */
final class LabelledNameDetector implements Detector {

    private static final int NEAR = 80;
    private static final int LETTER = 300;
    private static final int SHORTEST_ALONE = 3;
    private static final long NUMBERS = Label.bits(Label.BIRTH, Label.MRN, Label.PLAN);
    private static final int SENTENCE = 8;
    private static final HashTable IN_LOWER_CASE = HashTable.ofWords("mr mrs");
    private static final long MS = WordHash.of("ms");
    private static final long NO_NAME = Label.OF_NUMBERS | Label.bits(Label.CREDENTIAL, Label.DOCTOR, Label.BULK);

    private static final long ANNOUNCES = Label.bits(Label.PATIENT, Label.NAMED, Label.SPOKEN);
    private static final long TOLD_ALREADY = Label.bits(Label.PATIENT, Label.SPOKEN, Label.TITLE);
    private static final long PATIENT_OR_SPOKEN = Label.bits(Label.PATIENT, Label.SPOKEN);

    private final KnownNames names;

    LabelledNameDetector(KnownNames names) {
        this.names = names;
    }

    @Override
    public PhiKind kind() {
        return PhiKind.NAME;
    }

    @Override
    public void find(SearchText text, Found found) {
        NameFields.each(text, found);
        Marks labels = text.labels();
        Words words = text.words();
        for (int mark = 0; mark < labels.count(); mark++) {
            int behind = labels.end(mark);
            if (!text.isOwn(labels.first(mark)) || behind >= words.count()) {
                continue;
            }
            if (labels.means(mark, Label.TITLE.bit())) {
                titled(text, mark, found);
            } else if (labels.means(mark, Label.SALUTATION.bit())) {
                addressed(text, behind, found);
            } else if (labels.means(mark, ANNOUNCES)) {
                labelled(text, mark, found);
            }
        }
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            boolean name = words.isCapitalised(word) && (isGiven(words, word) || isUnlistedPair(text, word));
            if (name && labels.lastBefore(word, TOLD_ALREADY, 3) < 0) {
                toldOf(text, word, found);
            }
        }
    }

    /** Two words that could be names, with no label that says so already. */
    private static boolean isUnlistedPair(SearchText text, int word) {
        return UnlistedName.isAt(text, word)
                && UnlistedName.isAt(text, word + 1)
                && text.labels().lastBefore(word, ANNOUNCES, 3) < 0;
    }

    /** "Mr. Okafor", "Ms. Dana Whitfield". */
    private static void titled(SearchText text, int mark, Found found) {
        Words words = text.words();
        int title = text.labels().first(mark);
        int first = title + 1;
        boolean stop = (words.gap(first) & Words.FULL_STOP) != 0;
        if ((words.gap(first) & ~(Words.SPACE | Words.FULL_STOP | Words.LINE_END)) != 0
                || words.gapLength(first) > 2
                || (text.labels().meaningAt(first) & NO_NAME) != 0) {
            return;
        }
        // "MS" is a disease and a company too.
        boolean disease = words.hash(title) == MS
                && words.isCapitals(title)
                && !stop
                && text.labels().lastBefore(title, Label.SALUTATION.bit(), 1) < 0;
        if (words.isCapitalised(title) && !disease) {
            WrittenName name = CareNameDetector.withoutTerms(text, WrittenName.at(text, first));
            if (name != null
                    && (words.length(name.end() - 1) > 1 || isInitial(words, first))
                    && !Bystander.isAt(text, title, name)) {
                String key =
                        name.hasFamily() ? name.key(words) : words.joined(title, first) + " " + name.familyKey(words);
                offer(text, name.end(), key, found);
            }
        } else if ((stop || isKnown(words, first))
                && IN_LOWER_CASE.contains(words.hash(title))
                && words.isLetters(first)
                && words.length(first) >= SHORTEST_ALONE
                && !WordSet.HEADINGS.contains(words, first)) {
            found.unlessBulk(words.phrase(title, first + 1));
        }
    }

    /** "Mrs. K." */
    private static boolean isInitial(Words words, int word) {
        return words.length(word) == 1
                && words.isCapitals(word)
                && words.isLetters(word)
                && Matches.at(words.text(), words.end(word)) == '.'
                && (words.gap(word) & Words.SPACE) != 0;
    }

    /** What counts in every message where a finding of its bearer's is told right behind. */
    private static void offer(SearchText text, int behind, String key, Found found) {
        if (PersonalFinding.isBehind(text, behind)) {
            found.value(key);
        } else {
            found.unlessBulk(key);
        }
    }

    /** "mr okafor's", "mrs chen": a family name, or something that is someone's. */
    private static boolean isKnown(Words words, int word) {
        return words.isPossessive(word)
                || (WordSet.FAMILY_NAMES.contains(words, word) && !WordSet.EVERYDAY.contains(words, word));
    }

    /** "Dear Dana Whitfield,", "Hi Dana," where the letter goes on about "your results". */
    private void addressed(SearchText text, int first, Found found) {
        Words words = text.words();
        WrittenName name = isBehindSpace(words, first) ? WrittenName.at(text, first) : null;
        if (name == null || Bystander.isAt(text, first, name)) {
            return;
        }
        if (name.hasFamily()) {
            if (isGiven(words, name.given()) || PersonalFinding.isBehind(text, name.end())) {
                offer(text, name.end(), name.key(words), found);
            } else {
                found.ifOfPatient(name.key(words));
            }
        } else if (isToPatient(text, name.end()) || isAboutReadersHealth(text, name.end())) {
            found.ifOfPatient(name.key(words));
        }
    }

    /** Whether a letter speaks of the reader's own results, visit or the like. */
    private static boolean isToPatient(SearchText text, int from) {
        Marks labels = text.labels();
        int place = text.words().end(from - 1);
        int mark = labels.firstBehind(from, place, Label.PATIENT_TALK.bit(), LETTER);
        while (mark >= 0) {
            if (Reader.isSpokenTo(text.words(), labels.first(mark))) {
                return true;
            }
            mark = labels.firstBehind(labels.end(mark), place, Label.PATIENT_TALK.bit(), LETTER);
        }
        return false;
    }

    /** Whether a letter says "your" and names a disease, a medicine or a test. */
    private static boolean isAboutReadersHealth(SearchText text, int from) {
        Words words = text.words();
        int place = words.end(from - 1);
        if (text.terms().firstBehind(from, place, Term.CERTAIN, LETTER) < 0) {
            return false;
        }
        for (int word = from; word < words.count() && words.start(word) - place <= LETTER; word++) {
            if (Reader.isSpokenTo(words, word)) {
                return true;
            }
        }
        return false;
    }

    private void labelled(SearchText text, int mark, Found found) {
        Words words = text.words();
        Marks labels = text.labels();
        int first = labels.end(mark);
        boolean colon = (words.gap(first) & Words.COLON) != 0;
        while (first < words.count()
                && (labels.meaningAt(first) & Label.FILLER.bit()) != 0
                && !words.isCapitalised(first)) {
            first = labels.end(labels.at(first));
            colon |= first < words.count() && (words.gap(first) & Words.COLON) != 0;
        }
        if (first >= words.count() || words.gapLength(first) > 4 || words.beginsSentence(first)) {
            return;
        }
        WrittenName name = WrittenName.at(text, first);
        if (name == null || Bystander.isAt(text, first, name)) {
            return;
        }
        boolean common = isGiven(words, name.given())
                || UnlistedName.isAt(text, name.given())
                || UnlistedName.isAt(text, name.end() - 1);
        if (labels.means(mark, Label.PATIENT.bit()) && colon) {
            if (name.hasFamily() || common) {
                found.value(name.key(words));
            }
        } else if (name.hasFamily() && (labels.means(mark, PATIENT_OR_SPOKEN) || colon)) {
            boolean numbered = labels.firstBehind(name.end(), words.end(name.end() - 1), NUMBERS, NEAR) >= 0;
            boolean initial = colon && words.length(name.given()) == 1;
            if (common || numbered || initial) {
                found.unlessBulk(name.key(words));
            }
        }
    }

    /** "Dana Whitfield needs a refill", "Dana Whitfield's A1c", "Dana Whitfield, 54". */
    private void toldOf(SearchText text, int given, Found found) {
        Words words = text.words();
        boolean familyFirst = given > 0
                && (words.gap(given) & ~Words.SPACE) == Words.COMMA
                && words.gapLength(given) <= 2
                && words.isCapitalised(given - 1);
        int first = familyFirst ? given - 1 : given;
        WrittenName name = WrittenName.at(text, first);
        if (name == null || !name.hasFamily() || name.given() != given || Bystander.isAt(text, first, name)) {
            return;
        }
        int behind = name.end();
        boolean listed = behind < words.count()
                && (isDated(words, behind)
                        || (familyFirst && isCalledAt(text, behind))
                        || isYours(text, given, behind));
        if (listed) {
            found.unlessBulk(name.key(words));
            return;
        }
        if (behind >= words.count() || words.beginsSentence(behind) || (words.gap(behind) & Words.AT) != 0) {
            return;
        }
        boolean told = (text.labels().meaningAt(behind) & Label.BEHIND_NAME.bit()) != 0
                || (words.isPossessive(behind - 1) && text.isOfCare(given, behind))
                || isAge(words, behind)
                || (SheOrHe.isAmong(words, behind, SENTENCE) && text.isOfCare(given, behind));
        if (told && text.terms().isNear(given, behind, Term.CERTAIN, NEAR)) {
            found.unlessBulk(name.key(words));
        } else if (told) {
            found.ifOfPatient(name.key(words));
        }
    }

    /** "Whitfield, Dana 03/14/1962", as lists of patients have it. */
    private static boolean isDated(Words words, int word) {
        return words.isDigits(word)
                && words.gapLength(word) <= 3
                && !words.beginsSentence(word)
                && WrittenDate.at(words.text(), words.start(word)) instanceof WrittenDate date
                && date.date().isPresent();
    }

    /** "Whitfield, Dana (555) 555-0142", as lists of calls have it. */
    private static boolean isCalledAt(SearchText text, int word) {
        return text.words().gapLength(word) <= 3
                && (text.words().gap(word) & Words.COMMA) == 0
                && !text.words().beginsSentence(word)
                && TelephoneNumber.at(text.words(), word) != null;
    }

    /** "Dana Whitfield, your refill is ready". */
    private static boolean isYours(SearchText text, int given, int word) {
        Words words = text.words();
        return (words.gap(word) & (Words.COMMA | Words.COLON)) != 0
                && words.gapLength(word) <= 3
                && Reader.isSpokenTo(words, word)
                && text.isOfCare(given, word);
    }

    private static boolean isAge(Words words, int word) {
        return words.isDigits(word)
                && words.length(word) <= 2
                && (words.gap(word) & (Words.COMMA | Words.BRACKET)) != 0
                && words.gapLength(word) <= 2
                && Matches.standsAlone(words.text(), words.start(word), words.end(word))
                && "/:%".indexOf(Matches.at(words.text(), words.end(word))) < 0;
    }

    private static boolean isBehindSpace(Words words, int word) {
        return (words.gap(word) & ~(Words.SPACE | Words.COMMA)) == 0 && words.gapLength(word) <= 2;
    }

    private boolean isGiven(Words words, int word) {
        return WordSet.GIVEN_NAMES.contains(words, word) || names.isGiven(words.hash(word));
    }
}
