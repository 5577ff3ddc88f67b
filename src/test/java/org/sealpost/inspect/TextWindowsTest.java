package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextWindowsTest {

    private static final int BORDER = 32 * 1024;

    private static List<String> numbersIn(String text) {
        List<String> found = new ArrayList<>();
        TextWindows.each(text, () -> false, window -> new SocialSecurityNumberDetector().find(window, found::add));
        return found;
    }

    private static String filler(int length) {
        return "lorem 7 ipsum ".repeat(length / 14 + 1).substring(0, length);
    }

    @Test
    void findsWhatStandsAnywhereAroundABorderOnce() {
        for (int at = BORDER - 700; at < BORDER + 700; at++) {
            String text = filler(at) + " SSN: 219-09-9994 " + filler(BORDER);

            assertThat(numbersIn(text)).as("at %d", at).hasSize(1);
        }
    }

    @Test
    void takesNoPieceOfALongerNumberForANumber() {
        for (int at = BORDER - 700; at < BORDER + 700; at++) {
            String text = filler(at) + " 00219-09-9994-218-09-9993-219-01-9994 " + filler(BORDER);

            assertThat(numbersIn(text)).as("at %d", at).isEmpty();
        }
    }

    @Test
    void joinsTheWhiteSpaceOfTwoPieces() {
        for (int spaces : List.of(1, 100, 3_000)) {
            for (int at = BORDER - 60; at < BORDER + 10; at++) {
                String text = filler(at) + " SSN" + " ".repeat(spaces) + "\n219 09 9994 " + filler(BORDER);

                assertThat(numbersIn(text)).as("%d spaces at %d", spaces, at).hasSize(1);
            }
        }
    }

    @Test
    void neverParsesMoreThanAWindow() {
        TextWindows.each(
                filler(1_000_000),
                () -> false,
                window -> assertThat(window.text().length()).isLessThanOrEqualTo(BORDER + 2 * TextWindows.CONTEXT));
    }

    @Test
    void findsNothingInNothing() {
        assertThat(numbersIn("")).isEmpty();
    }
}
