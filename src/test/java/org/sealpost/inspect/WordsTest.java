package org.sealpost.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void goesFromOneWordWithADigitToTheNext() {
        Words words = new Words("word ".repeat(130) + "A1 " + "word ".repeat(70) + "7 word");
        assertEquals(130, words.withDigit(0));
        assertEquals(130, words.withDigit(130));
        assertEquals(201, words.withDigit(131));
        assertEquals(words.count(), words.withDigit(202));
        assertEquals(words.count(), words.withDigit(words.count()));
    }

    @Test
    void goesToTheWordBeforeADigitToo() {
        Words words = new Words("due March 14 or later");
        assertEquals(1, words.beforeDigit(0));
        assertEquals(2, words.beforeDigit(2));
        assertTrue(words.beforeDigit(3) >= words.count() - 1);
    }

    @Test
    void keepsWhatAWordIsApartFromWhatStandsBeforeItAndFromItsLength() {
        Words words = new Words("x?!;:=|@([,.-/ " + "Ab1".repeat(100) + "'s");
        assertEquals(2, words.count());
        assertEquals(Byte.MAX_VALUE, words.length(1));
        assertTrue(words.isCapitalised(1) && words.hasDigit(1) && words.isPossessive(1));
        assertTrue((words.gap(1) & Words.AT) != 0 && (words.gap(1) & Words.END_OF_SENTENCE) != 0);
        assertTrue(!words.isLetters(1) && !words.isDigits(1) && !words.isCapitals(1));
    }

    @Test
    void countsNoApostropheAmongLetters() {
        Words words = new Words("O'Brien's");
        assertEquals(6, words.length(0));
        assertEquals(WordHash.of("obrien"), words.hash(0));
        assertTrue(words.isPossessive(0));
    }
}
