package org.sealpost.inspect;

/**
 * A given name without a family name of whose bearer something of health is told: "Stevie's strep came back", "Marge is
 * here for her B12 shot", "Penelope, your labs are in". Colleagues go by their given names too, so health content that
 * only stands near is not enough: the words right beside the name must tie it.
 */
final class GivenNameAlone {

    /** Characters between the name and what is told of it, in the same sentence. */
    private static final int TOLD = 48;

    private static final int LETTER = 160;
    private static final int SENTENCE = 5;
    private static final int WORDS_OF_READER = 12;
    private static final HashTable BEFORE =
            HashTable.ofWords("for on re excuse excused saw seeing tell told add intake squeeze");

    /** "See you Thursday, Leo": who signs. */
    private static final HashTable PARTING = HashTable.ofWords("see love");

    private static final long OF = WordHash.of("of");

    /** "Home readings of Hortense" */
    private static final HashTable MEASURED = HashTable.ofWords(
            "reading readings result results labs sugars numbers pressures films scan scans images cultures biopsy records"
                    + " medication medications meds mother father parents parent");

    private GivenNameAlone() {}

    private static final HashTable CALL = HashTable.ofWords("call called calling phone");

    /** @param everyday whether the name is an everyday word too */
    static boolean isToldOf(SearchText text, int word, boolean everyday) {
        Words words = text.words();
        boolean begins = word == 0 || (words.gap(word) & Words.LINE_END) != 0;
        int behind = word + 1;
        boolean ends = behind >= words.count() || (words.gap(behind) & Words.LINE_END) != 0;
        if ((begins && ends) || isSigned(text, word) || (everyday && (begins || words.beginsSentence(word)))) {
            return false;
        }
        if (isAddressedBehind(text, word, behind)) {
            return true;
        }
        if (behind >= words.count() || words.beginsSentence(behind)) {
            return isAnnounced(text, word);
        }
        return isOwner(text, word, behind)
                || isAddressed(text, word, behind)
                || isAnnounced(text, word)
                || isAsked(text, word, behind)
                || isSubjectOf(text, word, behind);
    }

    /** Whether the word, which is on no list, is what a letter calls its reader: "your labs are in, Yevgenia." */
    static boolean isReader(SearchText text, int word) {
        int behind = word + 1;
        return isAddressedBehind(text, word, behind)
                || isAsked(text, word, behind)
                || (behind < text.words().count()
                        && !text.words().beginsSentence(behind)
                        && isAddressed(text, word, behind));
    }

    /** "Thanks, Marge" */
    private static boolean isSigned(SearchText text, int word) {
        int signOff = text.labels().lastBefore(word, Label.SIGN_OFF.bit(), 4);
        return signOff >= 0 && (text.words().gap(word) & (Words.COMMA | Words.LINE_END | Words.END_OF_SENTENCE)) != 0;
    }

    /** "Stevie's strep", "Joe's back in afib" */
    private static boolean isOwner(SearchText text, int word, int behind) {
        return text.words().isPossessive(word) && tells(text, word, behind, TOLD);
    }

    /** "Penelope, your follow up with nephrology" */
    private static boolean isAddressed(SearchText text, int word, int behind) {
        Words words = text.words();
        return (words.gap(behind) & (Words.COMMA | Words.COLON)) != 0
                && words.gapLength(behind) <= 3
                && Reader.isSpokenTo(words, behind)
                && HealthNearby.isAt(text, word, behind, LETTER);
    }

    /** "Your thyroid results are back, Annabeth." */
    private static boolean isAddressedBehind(SearchText text, int word, int behind) {
        Words words = text.words();
        boolean closed = behind >= words.count()
                || words.beginsSentence(behind)
                || (words.gap(behind) & (Words.LINE_END | Words.FULL_STOP)) != 0;
        if (!closed || word == 0 || (words.gap(word) & ~Words.SPACE) != Words.COMMA || words.gapLength(word) > 2) {
            return false;
        }
        for (int before = word - 1; before >= 0 && before >= word - WORDS_OF_READER; before--) {
            if (Reader.isSpokenTo(words, before) && !(before > 0 && PARTING.contains(words.hash(before - 1)))) {
                return HealthNearby.isBehind(text, before + 1, LETTER)
                        || HealthNearby.isAt(text, before, word + 1, LETTER)
                        || text.terms().firstBehind(behind, words.end(word), Term.CERTAIN, LETTER) >= 0;
            }
            if (words.beginsSentence(before)) {
                return false;
            }
        }
        return false;
    }

    /** "insulin refill for Bernadette", "please excuse Wren from gym, she has a fracture" */
    private static boolean isAnnounced(SearchText text, int word) {
        Words words = text.words();
        if (word == 0 || words.gap(word) != Words.SPACE) {
            return false;
        }
        boolean measured = word > 1 && words.hash(word - 1) == OF && MEASURED.contains(words.hash(word - 2));
        return measured || BEFORE.contains(words.hash(word - 1))
                ? HealthNearby.isAt(text, word - 1, word + 1, TOLD)
                : CALL.contains(words.hash(word - 1)) && HealthNearby.isBehind(text, word + 1, TOLD);
    }

    /** "Is Rosalind still on the water pill?" */
    private static boolean isAsked(SearchText text, int word, int behind) {
        Words words = text.words();
        return word > 0
                && behind < words.count()
                && words.gap(word) == Words.SPACE
                && words.gap(behind) == Words.SPACE
                && ASKS.contains(words.hash(word - 1))
                && (IS.contains(words.hash(behind))
                        ? HealthNearby.isBehind(text, behind, TOLD)
                        : words.hash(behind) == UP && HealthNearby.isAt(text, word, behind, HealthNearby.NEAR));
    }

    /** "Is Oberon up to date? Daycare wants his MMR." */
    private static final long UP = WordHash.of("up");

    private static final HashTable ASKS =
            HashTable.ofWords("is was has isnt hasnt wasnt does did can should will would could doesnt didnt");
    private static final HashTable IS = HashTable.ofWords(
            "still on off back allergic due having had been able better taking ok okay over contagious supposed need get"
                    + " have take keep go come stop start sick feeling eating well too now really");

    /** "Arlo got his flu shot", "Marge is here for her B12 shot" */
    private static boolean isSubjectOf(SearchText text, int word, int behind) {
        Words words = text.words();
        if ((words.gap(behind) & ~(Words.SPACE | Words.COMMA)) != 0) {
            return false;
        }
        boolean told = (text.labels().meaningAt(behind) & Label.BEHIND_NAME.bit()) != 0;
        return (told || SheOrHe.isAmong(words, behind, SENTENCE))
                && tells(text, word, behind, told ? TOLD : LETTER / 2);
    }

    /** Whether something of health stands behind the name, or the words before name it. */
    private static boolean tells(SearchText text, int word, int behind, int distance) {
        return HealthNearby.isBehind(text, behind, distance) || HealthNearby.isAt(text, word, behind, TOLD / 2);
    }
}
