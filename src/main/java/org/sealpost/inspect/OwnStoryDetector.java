package org.sealpost.inspect;

/**
 * Names of people who write of their own health or of a relative's, as patients do whose mail is quoted, forwarded or
 * answered: "the cream for my psoriasis works ... Best, Hollis Brandvold", "hi this is Bernadette". In such a text, and in
 * no other, who signs is the patient.
 */
final class OwnStoryDetector implements Detector {

    /** Words between "my" or "I" and what is told. */
    private static final int MY = 3;

    private static final int I_HAVE = 8;
    private static final int SIGNATURE = 4;
    private static final HashTable MINE = HashTable.ofWords("my mi mis");
    private static final HashTable ME = HashTable.ofWords("i ive im");
    private static final HashTable VERBS = HashTable.ofWords(
            "have had ive im am was feel felt out take took taking need noticed got getting been cant keep stopped tested"
                    + " having refill");
    private static final long OBJECT = WordHash.of("me");

    /** "you saw me for the rash", "put me on prednisone" */
    private static final HashTable DONE = HashTable.ofWords(
            "saw gave told put given prescribed seen treated started hurting bothering sent diagnosed");

    private static final long STARTED = WordHash.of("started");
    private static final long SINCE = WordHash.of("since");
    private static final HashTable OF_OTHERS = HashTable.ofWords("patient patients pt pts practice clinic office");
    private static final HashTable IS = HashTable.ofWords("is es");
    private static final HashTable THIS = HashTable.ofWords("this it name habla soy");
    private static final HashTable SOY = HashTable.ofWords("soy im habla");

    private final KnownNames names;

    OwnStoryDetector(KnownNames names) {
        this.names = names;
    }

    @Override
    public PhiKind kind() {
        return PhiKind.NAME;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        if (!isTold(text)) {
            return;
        }
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            boolean name = words.isLetters(word)
                    && (isIntroduced(words, word) || (words.isCapitalised(word) && isSignature(text, word)));
            if (name && (isName(words, word) || isPair(text, word))) {
                found.unlessBulk(words.joined(word, word + 1));
                return;
            }
        }
    }

    /** Whether something of health is told as the writer's own, or a relative's. */
    private static boolean isTold(SearchText text) {
        Marks terms = text.terms();
        for (int mark = 0; mark < terms.count(); mark++) {
            boolean health = terms.means(mark, Term.CERTAIN | Term.MAYBE_TEST.bit())
                    || (terms.means(mark, Term.MAYBE_CONDITION.bit()) && ConditionDetector.isMeant(text, mark));
            if (health && text.isOwn(terms.first(mark)) && isMine(text.words(), terms.first(mark))) {
                return true;
            }
        }
        Marks labels = text.labels();
        int part = labels.next(0, Label.BODY.bit());
        while (part < labels.count()) {
            int first = labels.first(part);
            if (text.isOwn(first)
                    && first > 0
                    && MINE.contains(text.words().hash(first - 1))
                    && BodyComplaint.isAt(text, part)) {
                return true;
            }
            part = labels.next(part + 1, Label.BODY.bit());
        }
        return false;
    }

    private static boolean isMine(Words words, int term) {
        boolean verb = false;
        if (MINE.contains(words.hash(term))) {
            // "my sugar" is a term by itself.
            return true;
        }
        for (int word = term - 1; word >= 0 && word >= term - I_HAVE; word--) {
            if (words.beginsSentence(word + 1) || OF_OTHERS.contains(words.hash(word))) {
                return false;
            }
            if (term - word <= MY && MINE.contains(words.hash(word))) {
                return true;
            }
            verb |= VERBS.contains(words.hash(word));
            verb |= words.hash(word) == STARTED && word > 1 && words.hash(word - 2) == SINCE;
            boolean done = words.hash(word) == OBJECT && word > 0 && DONE.contains(words.hash(word - 1));
            if (done || (verb && ME.contains(words.hash(word)))) {
                return true;
            }
        }
        return false;
    }

    /** "this is Bernadette", "my name is Paul", "soy Rosaura" */
    private static boolean isIntroduced(Words words, int word) {
        if (word < 2) {
            return false;
        }
        if (words.isCapitalised(word) && isNamed(words, word)) {
            return true;
        }
        if (words.gap(word) != Words.SPACE) {
            return false;
        }
        return (IS.contains(words.hash(word - 1)) && THIS.contains(words.hash(word - 2)))
                || SOY.contains(words.hash(word - 1));
    }

    /** "My name: Greta", "Name on the note should be Greta", "It's Greta again" */
    private static boolean isNamed(Words words, int word) {
        if (words.hash(word - 1) == ITS || (words.hash(word - 1) == IT && words.isPossessive(word - 1))) {
            return words.gap(word) == Words.SPACE
                    && word + 1 < words.count()
                    && (AGAIN.contains(words.hash(word + 1)) || (words.gap(word + 1) & Words.COMMA) != 0);
        }
        boolean joins = words.hash(word - 1) == BE || (words.gap(word) & Words.COLON) != 0;
        for (int name = word - 1; joins && name >= 0 && name >= word - TO_NAME; name--) {
            if (words.hash(name) == NAME) {
                return true;
            }
            if (words.beginsSentence(name)) {
                return false;
            }
        }
        return false;
    }

    /** Words between "name" and the name itself. */
    private static final int TO_NAME = 6;

    private static final long IT = WordHash.of("it");
    private static final long ITS = WordHash.of("its");
    private static final long BE = WordHash.of("be");
    private static final long NAME = WordHash.of("name");
    private static final HashTable AGAIN = HashTable.ofWords("again here from");

    /** Behind a sign-off, or on the last line with hardly anything else. */
    private static boolean isSignature(SearchText text, int word) {
        Words words = text.words();
        int signOff = text.labels().lastBefore(word, Label.SIGN_OFF.bit(), SIGNATURE);
        int apart = Words.COMMA | Words.LINE_END | Words.END_OF_SENTENCE | Words.HYPHEN;
        if (signOff >= 0) {
            return (words.gap(word) & (apart | Words.FULL_STOP)) != 0;
        }
        if (isAloneOnLine(words, word)) {
            return true;
        }
        boolean last = words.count() - word <= SIGNATURE + 2;
        return last
                        && word > 0
                        && (words.gap(word) & (Words.LINE_END | Words.HYPHEN)) != 0
                        && words.gapLength(word) >= 1
                        && lineEnd(words, word) <= SIGNATURE + 1
                || (last && word >= words.count() - 2 && words.beginsSentence(word) && isAllCapitalised(words, word));
    }

    /** "What does it mean? Ludmila Kostova" */
    private static boolean isAllCapitalised(Words words, int word) {
        return word == words.count() - 1 || words.isCapitalised(word + 1);
    }

    /** "> Edwina Marchbanks" below what is quoted of her. */
    private static boolean isAloneOnLine(Words words, int word) {
        return word > 0
                && (words.gap(word) & Words.LINE_END) != 0
                && lineEnd(words, word) == 2
                && words.isCapitalised(word + 1)
                && words.isLetters(word + 1)
                && (words.gap(word + 1) & ~(Words.SPACE | Words.FULL_STOP)) == 0;
    }

    private static int lineEnd(Words words, int word) {
        int end = word + 1;
        while (end < words.count() && (words.gap(end) & Words.LINE_END) == 0) {
            end++;
        }
        return end - word;
    }

    private boolean isName(Words words, int word) {
        return WordSet.GIVEN_NAMES.contains(words, word) || names.isGiven(words.hash(word));
    }

    /** Two capitalised words with no credential behind them. */
    private static boolean isPair(SearchText text, int word) {
        WrittenName name = WrittenName.at(text, word);
        return name != null
                && name.hasFamily()
                && !text.terms().covers(word)
                && (text.labels().meaningAt(name.end()) & Label.CREDENTIAL.bit()) == 0
                && (WordSet.FAMILY_NAMES.contains(text.words(), name.family())
                        || (text.labels().meaningAt(word) | text.labels().meaningAt(name.family())) == 0);
    }
}
