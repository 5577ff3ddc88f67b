package org.sealpost.inspect;

/** A family name without a given one, or a given name without a family name, where only patients stand so. */
final class LoneName {

    private static final int SHORTEST = 3;
    private static final long THANKS = WordHash.of("thanks");
    private static final long SUBJECT = WordHash.of("subject");
    private static final long FROM = WordHash.of("from");
    private static final int SENTENCE = 5;
    private static final HashTable ABOUT = HashTable.ofWords(
            "re for on about called call notify with saw of seeing boy girl bb bg add move see seen excuse intake give gave"
                    + " start started reschedule squeeze put sent");

    /** The same before a name that is known: before any other word they say too little. */
    private static final HashTable ABOUT_KNOWN =
            HashTable.ofWords("is to tell told did ask asked has does can when until if because whether");

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

    /** Characters in which something follows that an unknown name has. */
    private static final int OWNED = 24;

    private static final HashTable NO_PEOPLE = HashTable.ofWords(
            "today yesterday tomorrow tonight that there here what where when this who everyone everybody someone"
                    + " somebody anyone nobody women woman men children child people person world nation country state"
                    + " city school company hospital clinic practice doctor nurse patient mother father mom baby family"
                    + " driver veteran worker manufacturer supplier monday tuesday wednesday thursday friday saturday"
                    + " sunday week month year spring summer autumn winter season america american europe medicare"
                    + " medicaid pfizer moderna lilly merck novartis roche bayer abbvie amgen sanofi walgreens kroger"
                    + " costco walmart target amazon google medline mckesson one life nature heart body");

    private LoneName() {}

    /** A family name without a given one, or a given name without a family name, where only patients stand so. */
    static boolean isPatient(SearchText text, int word, boolean given, boolean family) {
        if (RelatedName.isAt(text, word)) {
            return true;
        }
        Words words = text.words();
        Marks labels = text.labels();
        int behind = word + 1;
        boolean other = words.length(word) < SHORTEST
                || WordSet.HEADINGS.contains(words, word)
                || (labels.meaningAt(word) & NO_NAME) != 0
                || labels.lastBefore(word, Label.DOCTOR.bit(), 3) >= 0
                || (behind < words.count()
                        && !words.beginsSentence(behind)
                        && (labels.meaningAt(behind) & Label.CREDENTIAL.bit()) != 0)
                || MonthName.at(words.text(), words.start(word)) != 0;
        if (other) {
            return false;
        }
        boolean everyday = WordSet.EVERYDAY.contains(words, word);
        boolean aged = behind < words.count()
                && (words.gap(behind) & ~(Words.SPACE | Words.COMMA | Words.BRACKET)) == 0
                && words.gapLength(behind) <= 3
                && AgeAndSex.isAt(words, behind);
        if (aged && (family || given || !everyday) && HealthNearby.isAt(text, word, behind + 1, HealthNearby.NEAR)) {
            return true;
        }
        if ((family || given || !everyday)
                && BedOrRoom.isBefore(words, word, family)
                && HealthNearby.isAt(text, word, behind, HealthNearby.LINE)) {
            return true;
        }
        if (given
                && (isShortened(words, behind) || isShortenedWithoutStop(words, behind))
                && !isFromSomewhere(words, behind + 1)
                && HealthNearby.isAt(text, word, behind + 1, HealthNearby.NEAR)) {
            return true;
        }
        if ((given || family)
                && BedOrRoom.isBehind(words, word)
                && HealthNearby.isAt(text, word, behind, HealthNearby.NEAR)) {
            return true;
        }
        boolean known = family || given || UnlistedName.isAt(text, word);
        if (known
                && !given
                && !everyday
                && isShortenedWithoutStop(words, behind)
                && isToldOfAsPerson(text, behind + 1)
                && HealthNearby.isAt(text, word, behind + 1, HealthNearby.NEAR)) {
            return true;
        }
        if (known && isTimed(words, word) && HealthNearby.isBehind(text, behind, HealthNearby.LINE)) {
            return true;
        }
        if (!family && !given && !everyday && isUnknownOwner(text, word, behind)) {
            return true;
        }
        if (given && GivenNameAlone.isToldOf(text, word, everyday)) {
            return true;
        }
        if (!given && !family && known && GivenNameAlone.isReader(text, word)) {
            return true;
        }
        if (isInitialled(text, word)) {
            return true;
        }
        if ((!family && !UnlistedName.isAt(text, word)) || everyday) {
            return false;
        }
        return HealthNearby.isAllOfSubject(text, word, behind)
                || (isWithInitial(words, word) && HealthNearby.isAt(text, word, behind + 1, HealthNearby.NEAR))
                || (isTellingOfOne(text, word, family) && HealthNearby.isAt(text, word, behind, HealthNearby.NEAR));
    }

    /** "Stone K. went home after her appendectomy": of any word, if what is told is told of people. */
    private static boolean isInitialled(SearchText text, int word) {
        Words words = text.words();
        int behind = word + 2;
        return behind < words.count()
                && isShortened(words, word + 1)
                && words.length(word) > SHORTEST
                && !THINGS.contains(words.hash(word))
                && !text.terms().covers(word)
                && !words.isCapitalised(behind)
                && ((text.labels().meaningAt(behind) & Label.BEHIND_NAME.bit()) != 0 || words.isDigits(behind))
                && HealthNearby.isBehind(text, behind, HealthNearby.LINE);
    }

    private static final HashTable THINGS = HashTable.ofWords(
            "figure table appendix option plan group class vitamin part section level grade type exhibit unit suite room"
                    + " building zone schedule form protein factor arm cohort phase stage category tier case version drug"
                    + " product sample team ward floor wing lane gate dose item question site study hepatitis influenza strep");

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
    private static boolean isTellingOfOne(SearchText text, int word, boolean known) {
        Words words = text.words();
        Marks labels = text.labels();
        int behind = word + 1;
        boolean begins = word == 0 || (words.gap(word) & Words.LINE_END) != 0 || isNumbered(words, word);
        boolean more = behind < words.count() && !words.beginsSentence(behind);
        boolean headed = begins
                && more
                && ((words.gap(behind) & (Words.COLON | Words.HYPHEN | Words.COMMA | Words.OTHER)) != 0
                        // "Lopez / hypertension / refill"
                        || (words.gap(behind) == (Words.SPACE | Words.SLASH) && words.gapLength(behind) == 3));
        boolean told = more
                && ((labels.meaningAt(behind) & (Label.BEHIND_NAME.bit() | Label.CLINICAL.bit())) != 0
                        || words.isPossessive(word));
        boolean thanked = word > 1 && words.hash(word - 2) == THANKS;
        boolean about = word > 0
                && !thanked
                && (words.gap(word) & ~Words.SPACE) == 0
                && (ABOUT.contains(words.hash(word - 1)) || (known && ABOUT_KNOWN.contains(words.hash(word - 1))));
        boolean listed =
                word > 0 && (words.gap(word) & Words.COMMA) != 0 && more && (words.gap(behind) & Words.COMMA) != 0;
        boolean dashed = isDashed(words, word) && more && isDashed(words, behind);
        boolean announced =
                word > 0 && (known || words.hash(word - 1) != SUBJECT) && (words.gap(word) & Words.COLON) != 0;
        boolean opens = (begins || words.beginsSentence(word))
                && more
                && words.gap(behind) == Words.SPACE
                && !words.isCapitalised(behind)
                && HealthNearby.isBehind(text, behind, HealthNearby.LINE);
        return headed
                || told
                || about
                || listed
                || announced
                || dashed
                || opens
                || SheOrHe.isAmong(words, behind, SENTENCE);
    }

    /** "K 6.3 - Bettencourt - redraw" */
    private static boolean isDashed(Words words, int word) {
        return word > 0 && words.gapLength(word) == 3 && words.gap(word) == (Words.SPACE | Words.HYPHEN);
    }

    /** "Twyla's ear infection": a name that is on no list, whose bearer has something that only people have. */
    private static boolean isUnknownOwner(SearchText text, int word, int behind) {
        Words words = text.words();
        return words.isPossessive(word)
                && words.length(word) > SHORTEST
                && !words.isCapitals(word)
                && text.labels().at(word) < 0
                && !NO_PEOPLE.contains(words.hash(word))
                && behind < words.count()
                && !words.isCapitalised(behind)
                && HealthNearby.isBehind(text, behind, OWNED);
    }

    /** "8:20 Ochoa (pap)" of a day's schedule. */
    private static boolean isTimed(Words words, int word) {
        int minutes = word - 1;
        return minutes >= 1
                && words.isDigits(minutes)
                && words.length(minutes) == 2
                && words.gap(minutes) == Words.COLON
                && words.isDigits(minutes - 1)
                && words.length(minutes - 1) <= 2
                && (words.gap(word) & ~(Words.SPACE | Words.HYPHEN)) == 0
                && words.gapLength(word) <= 3;
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

    /** "Gary P." */
    private static boolean isShortened(Words words, int initial) {
        return initial < words.count()
                && words.length(initial) == 1
                && words.isCapitals(initial)
                && words.gap(initial) == Words.SPACE
                && Matches.at(words.text(), words.end(initial)) == '.';
    }

    /** "Jaylen P in 2nd grade" */
    private static boolean isShortenedWithoutStop(Words words, int initial) {
        int behind = initial + 1;
        return behind < words.count()
                && words.length(initial) == 1
                && words.isCapitals(initial)
                && words.isLetters(initial)
                && words.gap(initial) == Words.SPACE
                && words.hash(initial) != I
                && words.gap(behind) == Words.SPACE
                && words.isLetters(behind)
                && !words.isCapitalised(behind);
    }

    private static boolean isToldOfAsPerson(SearchText text, int word) {
        return (text.labels().meaningAt(word) & Label.BEHIND_NAME.bit()) != 0
                || text.words().hash(word) == IN;
    }

    private static final long I = WordHash.of("i");
    private static final long IN = WordHash.of("in");

    /** "Joan P. from Ohio writes": whom an advertisement quotes. */
    private static boolean isFromSomewhere(Words words, int word) {
        return word + 1 < words.count() && words.hash(word) == FROM && words.isCapitalised(word + 1);
    }
}
