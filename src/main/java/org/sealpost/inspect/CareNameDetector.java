package org.sealpost.inspect;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PersonName;

/**
 * Names of people who are told of next to health content, with no title, label or practice's list to say that they are
 * patients: "can you squeeze in Priya Raman, chest pain since Monday", "412A Nguyen, 78F, CHF", "maria gonzalez says the
 * metformin gives her diarrhea". Two words of which one is known as a name, or a family name alone where staff write so.
 *
 * <p>Who treats, signs or writes is none, nor is a name on a line of its own with nothing of health right behind it, as
 * signatures have it. Names of a message that is about trade, research or software do not count.
 */
final class CareNameDetector implements Detector {

    /** Characters between a name and what is told of it. */
    private static final int NEAR = 120;

    private static final int LINE = 60;
    private static final int BED = 4;
    private static final int SHORTEST = 3;
    private static final int SENTENCE = 5;
    private static final Set<Long> PRONOUNS = hashes("her his she he him");
    private static final Set<Long> ABOUT =
            hashes("re for on about called call notify with saw of seeing is to boy girl bb bg");
    private static final Set<Long> BEDS = hashes("rm room bed bd cubicle bay suite apt unit");
    private static final Set<Long> PLACES = hashes(
            "hospital clinic center centre pharmacy street st avenue ave road rd drive lane blvd county university college"
                    + " school foundation institute syndrome disease sign score scale test criteria inc llc corp company"
                    + " medical memorial health healthcare associates group city valley springs heights regional"
                    + " presbyterian baptist methodist children childrens building tower award lecture fund"
                    + " society bank insurance");
    private static final Set<Long> BEFORE_PLACE = hashes("st saint fort mount san santa lake port new north south");
    private static final long NO_NAME = Label.OF_NUMBERS
            | Label.bits(
                    Label.BIRTH,
                    Label.CREDENTIAL,
                    Label.DOCTOR,
                    Label.TITLE,
                    Label.SALUTATION,
                    Label.SIGN_OFF,
                    Label.ORGANISATION,
                    Label.BULK,
                    Label.CLINICAL);
    private static final long FAMILY = WordHash.of("family");
    private static final long GIVEN = WordHash.of("given");
    private static final long SUBJECT = WordHash.of("subject");
    private static final int FIELDS = 8;
    private static final long MAYBE = Term.bits(Term.MAYBE_CONDITION, Term.MAYBE_DRUG);

    private final KnownNames names;

    CareNameDetector(KnownNames names) {
        this.names = names;
    }

    @Override
    public PhiKind kind() {
        return PhiKind.NAME;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        boolean health = text.terms().count() > 0;
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            boolean small = !words.isCapitalised(word);
            if (!words.isLetters(word) || (small && !health)) {
                continue;
            }
            if (words.length(word) < 2) {
                word = withInitial(text, word, found);
                continue;
            }
            if (words.hash(word) == FAMILY || words.hash(word) == GIVEN) {
                inFields(text, word, found);
            } else if (words.isCapitalised(word)) {
                if (!text.terms().covers(word) && !isOfPlace(words, word)) {
                    word = capitalised(text, word, isGiven(words, word), isFamily(words, word), found);
                }
            } else if (isGiven(words, word) && isInLowerCase(text, word)) {
                found.unlessBulk(PersonName.key(words.joined(word, word + 1), words.joined(word + 1, word + 2)));
                word++;
            }
        }
    }

    /** "M. Chen", "D. Hutchens 7/9/68" next to health content. */
    private int withInitial(SearchText text, int initial, Found found) {
        Words words = text.words();
        int family = initial + 1;
        boolean name = words.isCapitalised(initial)
                && family < words.count()
                && words.isCapitalised(family)
                && (words.gap(family) & ~Words.SPACE) == Words.FULL_STOP
                && words.gapLength(family) <= 2
                && isFamily(words, family)
                && !isOfPlace(words, family)
                && !Bystander.isAt(text, initial, new WrittenName(initial, family, family + 1, family + 1))
                && isToldOf(text, initial, family + 1);
        if (name) {
            found.unlessBulk(PersonName.key(words.joined(initial, family), words.joined(family, family + 1)));
        }
        return name ? family : initial;
    }

    /** Returns the last word that was looked at. */
    private int capitalised(SearchText text, int word, boolean given, boolean family, Found found) {
        Words words = text.words();
        if (words.isCapitals(word)) {
            if ((given || family) && isNameInCapitals(text, word, given, family)) {
                found.unlessBulk(words.phrase(word, word + 2));
                return word + 1;
            }
        } else {
            WrittenName name = withoutTerms(text, WrittenName.at(text, word));
            if (name != null && name.hasFamily() && isFullName(text, word, name)) {
                if (!Bystander.isAt(text, word, name)
                        && !isOfPlace(words, name.end() - 1)
                        && (isToldOf(text, word, name.end()) || isSubject(text, word, name.end()))) {
                    found.unlessBulk(name.key(words));
                }
                return name.end() - 1;
            }
        }
        if (isAlone(text, word, given, family)) {
            found.unlessBulk(words.joined(word, word + 1));
        }
        return word;
    }

    /** "Yolanda Pitts BMI": what is no name at the end of a row of capitalised words. */
    @Nullable
    private static WrittenName withoutTerms(SearchText text, @Nullable WrittenName name) {
        if (name == null || name.given() > name.family()) {
            return name;
        }
        int end = name.end();
        while (end > name.given() + 1
                && (text.terms().covers(end - 1) || WordSet.HEADINGS.contains(text.words(), end - 1))) {
            end--;
        }
        return end == name.end() ? name : new WrittenName(name.given(), end - 1, end, end);
    }

    private boolean isFullName(SearchText text, int first, WrittenName name) {
        Words words = text.words();
        int given = name.given();
        int last = name.familyEnd() - 1;
        if (text.terms().covers(last) || text.terms().covers(given) || words.length(last) < 2) {
            return false;
        }
        boolean family = isFamily(words, last) || isFamily(words, name.family());
        boolean everyday = WordSet.EVERYDAY.contains(words, given) || WordSet.HEADINGS.contains(words, given);
        if (isGiven(words, given)) {
            return family
                    || ((!everyday || !words.beginsSentence(given))
                            && !WordSet.HEADINGS.contains(words, last)
                            && !isTrade(words, last)
                            && !WordSet.EVERYDAY.contains(words, last)
                            && (text.labels().meaningAt(last) & NO_NAME) == 0);
        }
        boolean initial = words.length(given) == 1;
        return family
                && !WordSet.EVERYDAY.contains(words, last)
                && (initial
                        || (!everyday
                                && words.length(given) > 2
                                && (text.labels().meaningAt(given) & NO_NAME) == 0))
                && first < last;
    }

    /** "Larkspur Catering", "Amber Leasing" */
    private static boolean isTrade(Words words, int word) {
        String text = words.text();
        int end = words.end(word);
        return words.length(word) > 4
                && (text.regionMatches(true, end - 3, "ing", 0, 3)
                        || text.regionMatches(true, end - 3, "ics", 0, 3)
                        || text.regionMatches(true, end - 4, "tion", 0, 4)
                        || text.regionMatches(true, end - 4, "tech", 0, 4)
                        || text.regionMatches(true, end - 4, "soft", 0, 4));
    }

    /** "HAROLD FINCH", "WHITFIELD DANA": in a text of capitals only two names that are known stand out. */
    private boolean isNameInCapitals(SearchText text, int word, boolean given, boolean family) {
        Words words = text.words();
        int next = word + 1;
        boolean pair = next < words.count()
                && words.isCapitals(next)
                && words.isLetters(next)
                && (words.gap(next) & ~(Words.SPACE | Words.COMMA)) == 0
                && words.gapLength(next) <= 2
                && ((given && isFamily(words, next)) || (family && isGiven(words, next)))
                && !text.terms().covers(next)
                && !isOfPlace(words, next);
        boolean other = text.labels().lastBefore(word, Label.DOCTOR.bit(), 3) >= 0
                || (text.labels().meaningAt(Math.min(next + 1, words.count())) & Label.CREDENTIAL.bit()) != 0;
        return pair && !other && (isToldOf(text, word, next + 1) || isSubject(text, word, next + 1));
    }

    /** "maria gonzalez": both known as names and nothing else. */
    private boolean isInLowerCase(SearchText text, int given) {
        Words words = text.words();
        int family = given + 1;
        return family < words.count()
                && words.length(given) >= SHORTEST
                && words.length(family) >= SHORTEST
                && words.gap(family) == Words.SPACE
                && words.isLetters(family)
                && isFamily(words, family)
                && !isWord(words, given)
                && !isWord(words, family)
                && text.labels().lastBefore(given, Label.DOCTOR.bit(), 3) < 0
                && isNearHealth(text, given, family + 1, NEAR);
    }

    /** A family name without a given one, or a given name without a family name, where only patients stand so. */
    private boolean isAlone(SearchText text, int word, boolean given, boolean family) {
        Words words = text.words();
        Marks labels = text.labels();
        int behind = word + 1;
        boolean other = words.length(word) < SHORTEST
                || WordSet.HEADINGS.contains(words, word)
                || (labels.meaningAt(word) & NO_NAME) != 0
                || labels.lastBefore(word, Label.DOCTOR.bit(), 3) >= 0
                || (behind < words.count() && (labels.meaningAt(behind) & Label.CREDENTIAL.bit()) != 0)
                || MonthName.at(words.text(), words.start(word)) != 0;
        if (other) {
            return false;
        }
        boolean everyday = WordSet.EVERYDAY.contains(words, word);
        boolean aged = behind < words.count()
                && (words.gap(behind) & ~(Words.SPACE | Words.COMMA | Words.BRACKET)) == 0
                && words.gapLength(behind) <= 3
                && AgeAndSex.isAt(words, behind);
        if (aged && (family || given || !everyday) && isNearHealth(text, word, behind + 1, NEAR)) {
            return true;
        }
        if ((family || given || !everyday) && isInBed(words, word, family) && isNearHealth(text, word, behind, LINE)) {
            return true;
        }
        if (given && isShortened(words, behind) && isNearHealth(text, word, behind + 1, NEAR)) {
            return true;
        }
        if ((given || family) && isRoomBehind(words, word) && isNearHealth(text, word, behind, NEAR)) {
            return true;
        }
        if (!family || everyday) {
            return false;
        }
        return isSubject(text, word, behind)
                || (isWithInitial(words, word) && isNearHealth(text, word, behind + 1, NEAR))
                || (isTellingOfOne(text, word) && isNearHealth(text, word, behind, NEAR));
    }

    /** "| Ortiz M | 558812 |", "Ortiz, M. HTN" */
    private static boolean isWithInitial(Words words, int word) {
        int initial = word + 1;
        return initial < words.count()
                && words.length(initial) == 1
                && words.isCapitals(initial)
                && (words.gap(initial) & ~(Words.SPACE | Words.COMMA)) == 0
                && words.gapLength(initial) <= 2
                && !isAuthor(words, initial);
    }

    /** "Smith J, Garcia M. Hypertension in": a row of authors, or one before a title. */
    private static boolean isAuthor(Words words, int initial) {
        int next = initial + 1;
        boolean row = next + 1 < words.count()
                && (words.gap(next) & Words.COMMA) != 0
                && words.isCapitalised(next)
                && words.length(next + 1) <= 2
                && words.isCapitals(next + 1);
        int before = initial - 2;
        boolean behindOne = before > 0
                && (words.gap(initial - 1) & Words.COMMA) != 0
                && words.length(before) <= 2
                && words.isCapitals(before)
                && words.isLetters(before);
        return row || behindOne;
    }

    /** Whether the words around a family name are those around a patient's. */
    private static boolean isTellingOfOne(SearchText text, int word) {
        Words words = text.words();
        Marks labels = text.labels();
        int behind = word + 1;
        boolean begins = word == 0 || (words.gap(word) & Words.LINE_END) != 0 || isNumbered(words, word);
        boolean more = behind < words.count() && !words.beginsSentence(behind);
        boolean headed =
                begins && more && (words.gap(behind) & (Words.COLON | Words.HYPHEN | Words.COMMA | Words.OTHER)) != 0;
        boolean told = more
                && ((labels.meaningAt(behind) & (Label.BEHIND_NAME.bit() | Label.CLINICAL.bit())) != 0
                        || words.isPossessive(word));
        boolean about = word > 0 && (words.gap(word) & ~Words.SPACE) == 0 && ABOUT.contains(words.hash(word - 1));
        boolean listed =
                word > 0 && (words.gap(word) & Words.COMMA) != 0 && more && (words.gap(behind) & Words.COMMA) != 0;
        return headed || told || about || listed || isSheOrHe(words, behind);
    }

    /** "1. Hargrove - INR 5.2" */
    private static boolean isNumbered(Words words, int word) {
        int number = word - 1;
        return number >= 0
                && words.isDigits(number)
                && words.length(number) <= 2
                && (number == 0 || (words.gap(number) & Words.LINE_END) != 0)
                && (words.gap(word) & (Words.FULL_STOP | Words.BRACKET)) != 0;
    }

    /** "Rm 412 Alvarez", "413B Kowalski", "Bed 7 Hernandez"; "0730 Thompson" of a list of surgery. */
    private static boolean isInBed(Words words, int word, boolean family) {
        int bed = word - 1;
        if (bed < 0
                || !words.hasDigit(bed)
                || words.length(bed) > BED
                || words.gapLength(word) > 3
                || (words.gap(word) & (Words.END_OF_SENTENCE | Words.FULL_STOP | Words.LINE_END | Words.SLASH)) != 0) {
            return false;
        }
        boolean named = bed > 0 && words.gapLength(bed) <= 2 && BEDS.contains(words.hash(bed - 1));
        boolean begins = bed == 0 || (words.gap(bed) & Words.LINE_END) != 0;
        return named || (begins && words.length(bed) >= 2 && (family || (words.gap(word) & Words.COLON) != 0));
    }

    /** "Dana in room 3". */
    private static boolean isRoomBehind(Words words, int word) {
        for (int room = word + 1; room <= word + 3 && room + 1 < words.count(); room++) {
            if (words.beginsSentence(room)) {
                return false;
            }
            if (BEDS.contains(words.hash(room)) && words.hasDigit(room + 1)) {
                return true;
            }
        }
        return false;
    }

    /** "Gary P." */
    private static boolean isShortened(Words words, int initial) {
        return initial < words.count()
                && words.length(initial) == 1
                && words.isCapitals(initial)
                && words.gap(initial) == Words.SPACE
                && Matches.at(words.text(), words.end(initial)) == '.';
    }

    private static boolean isSheOrHe(Words words, int from) {
        for (int word = from; word < words.count() && word < from + SENTENCE; word++) {
            if (words.beginsSentence(word)) {
                return false;
            }
            if (PRONOUNS.contains(words.hash(word))) {
                return true;
            }
        }
        return false;
    }

    /** Whether health content stands near a name that is no signature. */
    private static boolean isToldOf(SearchText text, int first, int end) {
        Words words = text.words();
        boolean begins = first == 0 || (words.gap(first) & Words.LINE_END) != 0;
        boolean ends = end >= words.count() || (words.gap(end) & Words.LINE_END) != 0;
        if (AgeAndSex.isAt(words, end) && words.gapLength(end) <= 3) {
            return true;
        }
        return begins && ends
                ? end < words.count() && text.terms().firstBehind(end, words.end(end - 1), Term.CERTAIN, LINE / 2) >= 0
                : isNearHealth(text, first, end, NEAR);
    }

    /** Whether the name is all that a subject says. */
    private static boolean isSubject(SearchText text, int first, int end) {
        Words words = text.words();
        boolean ends = end >= words.count() || (words.gap(end) & Words.LINE_END) != 0;
        int word = first - 1;
        while (word > 0 && words.length(word) <= 3 && (words.gap(word + 1) & Words.COLON) != 0) {
            // Re: Fwd:
            word--;
        }
        return ends && word >= 0 && words.hash(word) == SUBJECT && (words.gap(word + 1) & Words.COLON) != 0;
    }

    private static boolean isNearHealth(SearchText text, int from, int to, int distance) {
        if (text.terms().isNear(from, to, Term.CERTAIN, distance)) {
            return true;
        }
        Marks terms = text.terms();
        int before = terms.lastBefore(from, MAYBE, distance);
        int behind = terms.firstBehind(to, text.words().end(to - 1), MAYBE, distance);
        return (before >= 0 && ConditionDetector.isMeant(text, before))
                || (behind >= 0 && ConditionDetector.isMeant(text, behind));
    }

    /** {@code "family":"Chalmers","given":["Peter"]} and the like, as records are exchanged (FHIR, CDA). */
    private static void inFields(SearchText text, int word, Found found) {
        Words words = text.words();
        int value = valueOf(words, word);
        for (int other = word + 1; value > 0 && other < words.count() && other < word + FIELDS; other++) {
            boolean pair = words.hash(other) != words.hash(word)
                    && (words.hash(other) == FAMILY || words.hash(other) == GIVEN);
            int second = pair ? valueOf(words, other) : 0;
            if (second > 0) {
                int given = words.hash(word) == GIVEN ? value : second;
                int family = given == value ? second : value;
                found.value(PersonName.key(words.joined(given, given + 1), words.joined(family, family + 1)));
                return;
            }
        }
    }

    /** The value of a field that a word names; 0 for none. */
    private static int valueOf(Words words, int word) {
        int value = word + 1;
        return value < words.count()
                        && words.isLetters(value)
                        && words.isCapitalised(value)
                        && words.gapLength(value) <= 5
                        && (words.gap(value) & (Words.COLON | Words.OTHER)) != 0
                        && (words.gap(value) & ~(Words.COLON | Words.OTHER | Words.BRACKET | Words.SPACE)) == 0
                ? value
                : 0;
    }

    private static boolean isOfPlace(Words words, int word) {
        int next = word + 1;
        boolean before = word > 0
                && words.isCapitalised(word - 1)
                && words.gapLength(word) <= 2
                && BEFORE_PLACE.contains(words.hash(word - 1));
        boolean behind = next < words.count()
                && words.gap(next) == Words.SPACE
                && (words.isCapitalised(next) || !words.isCapitalised(word))
                && PLACES.contains(words.hash(next));
        return before || behind;
    }

    private static boolean isWord(Words words, int word) {
        return WordSet.EVERYDAY.contains(words, word) || WordSet.HEADINGS.contains(words, word);
    }

    private boolean isGiven(Words words, int word) {
        return WordSet.GIVEN_NAMES.contains(words, word) || names.isGiven(words.hash(word));
    }

    private boolean isFamily(Words words, int word) {
        return WordSet.FAMILY_NAMES.contains(words, word) || names.isFamily(words.hash(word));
    }

    private static Set<Long> hashes(String words) {
        return Stream.of(words.split(" ", -1)).map(WordHash::of).collect(Collectors.toUnmodifiableSet());
    }
}
