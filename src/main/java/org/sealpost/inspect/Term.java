package org.sealpost.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Words that tell of health, as the dictionaries beside this class have them. */
enum Term {
    CONDITION,
    /** A condition where words of a practice are near, else a word of everyday life. */
    MAYBE_CONDITION,
    DRUG,
    /** A medicine where a dose, a form or a prescription is near, else a word of everyday life. */
    MAYBE_DRUG,
    /** A laboratory test or vital sign; what tells of health is its value. */
    TEST,
    /** A test where words of a practice are near. */
    MAYBE_TEST,
    /** No term: a phrase of everyday life that has one within it, such as "stroke of luck". */
    EVERYDAY,
    /** What someone does or has happen to them: a condition right behind whom it is told of, without another verb. */
    DONE;

    /** Terms that leave no doubt what a text is about. */
    static final long CERTAIN = CONDITION.bit() | DRUG.bit() | TEST.bit();

    private static final int SHORTEST_WITH_PLURAL = 4;

    long bit() {
        return 1L << ordinal();
    }

    static long bits(Term... terms) {
        return Arrays.stream(terms).mapToLong(Term::bit).reduce(0, (a, b) -> a | b);
    }

    /** All terms, to be looked for at once. */
    static Lexicon lexicon() {
        return Loaded.LEXICON;
    }

    private static final class Loaded {
        private static final Lexicon LEXICON = new Lexicon();

        static {
            load("conditions.txt", CONDITION, MAYBE_CONDITION);
            load("drugs.txt", DRUG, MAYBE_DRUG);
            load("laboratory.txt", TEST, MAYBE_TEST);
            for (String dictionary : List.of("conditions.txt", "laboratory.txt")) {
                Lexicon.lines(dictionary).stream()
                        .map(Loaded::phrase)
                        .filter(Loaded::isAbbreviation)
                        .forEach(LEXICON::addCapitalsAlsoInAnyCase);
            }
            Lexicon.lines("misspelt.txt").forEach(Loaded::addMisspelt);
        }

        /** Misspelt words mean the same, unless they are others of their own. */
        private static void addMisspelt(String word) {
            long meaning = LEXICON.meaningOf(new Words(word), 0);
            if (meaning == 0) {
                throw new IllegalStateException("misspelt.txt has a word that is in no dictionary: " + word);
            }
            for (String misspelt : Misspellings.of(word)) {
                if (LEXICON.meaningOf(new Words(misspelt), 0) == 0) {
                    LEXICON.add(misspelt, meaning);
                }
            }
        }

        private static String phrase(String line) {
            return line.endsWith(" ?") || line.endsWith(" !") || line.endsWith(" >")
                    ? line.substring(0, line.length() - 2)
                    : line;
        }

        private static boolean isAbbreviation(String phrase) {
            return phrase.equals(phrase.toUpperCase(Locale.ROOT));
        }

        private static void load(String dictionary, Term certain, Term maybe) {
            for (String line : Lexicon.lines(dictionary)) {
                String phrase = phrase(line);
                Term term = line.endsWith(" !") ? EVERYDAY : phrase.equals(line) ? certain : maybe;
                long meaning = line.endsWith(" >") ? bits(term, DONE) : term.bit();
                if (isAbbreviation(phrase)) {
                    LEXICON.addCapitals(phrase, meaning);
                    addPluralOfAbbreviation(phrase, meaning);
                } else {
                    Wordings.of(phrase).forEach(wording -> addWording(wording, meaning, certain != DRUG));
                }
            }
        }

        private static void addWording(String wording, long meaning, boolean plural) {
            LEXICON.add(wording, meaning);
            if (plural) {
                addPlural(wording, meaning);
            }
        }

        /** "PVCs", "UTIs": no capitals any more, and no other word either. */
        private static void addPluralOfAbbreviation(String phrase, long meaning) {
            String plural = phrase.toLowerCase(Locale.ROOT) + "s";
            Words words = new Words(plural);
            if (phrase.length() > 1
                    && words.count() == 1
                    && words.isLetters(0)
                    && plural.length() >= SHORTEST_WITH_PLURAL
                    && !plural.endsWith("ss")
                    && !WordSet.VOCABULARY.contains(words, 0)
                    && !WordSet.EVERYDAY.contains(words, 0)) {
                LEXICON.add(plural, meaning);
            }
        }

        private static void addPlural(String phrase, long meaning) {
            if (phrase.length() < SHORTEST_WITH_PLURAL) {
                addPluralOfAbbreviation(phrase, meaning);
                return;
            }
            if (phrase.endsWith("s")) {
                return;
            }
            boolean changes = phrase.endsWith("y") && "aeou".indexOf(phrase.charAt(phrase.length() - 2)) < 0;
            LEXICON.add(changes ? phrase.substring(0, phrase.length() - 1) + "ies" : phrase + "s", meaning);
        }
    }
}
