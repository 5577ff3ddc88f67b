package org.sealpost.demo;

import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Where the demonstration writes: with colours and drawn lines where they can be shown, else plain.
 *
 * @param colours whether escape sequences are understood (ECMA-48)
 * @param unicode whether its character set has lines and ticks
 */
record Terminal(PrintStream out, boolean colours, boolean unicode) {

    /** The process's standard output. */
    static Terminal standardOutput() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        boolean colours = terminal && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        Charset charset = System.out.charset();
        return new Terminal(System.out, colours, charset.newEncoder().canEncode('─'));
    }

    /** A colour or weight of text. */
    enum Ink {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        BLUE("34"),
        MAGENTA("35"),
        CYAN("36");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /** The text in that ink, or as it is where there are no colours. */
    String paint(Ink ink, String text) {
        return colours ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }

    /** A line across. */
    String rule(int width) {
        return paint(Ink.DIM, (unicode ? "─" : "-").repeat(width));
    }

    /** The mark of something that is as it should be, or not. */
    String mark(boolean right) {
        if (right) {
            return paint(Ink.GREEN, unicode ? "✓" : "+");
        }
        return paint(Ink.RED, unicode ? "✗" : "!");
    }

    void line(String text) {
        out.println(unicode ? text : text.replace('…', '.').replace('–', '-'));
        out.flush();
    }

    void line() {
        line("");
    }
}
