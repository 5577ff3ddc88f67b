package org.sealpost.demo;

import java.util.ArrayList;
import java.util.List;
import org.sealpost.demo.Terminal.Ink;

/** The outcomes as a table of at most 120 columns: a line for each recipient, and why below it. */
final class OutcomeTable {

    static final int WIDTH = 118;

    private static final String ROW = " %s  %s  %s  %s  %s";
    private static final int RECIPIENT = 28;
    private static final int SHOWS = 36;
    private static final int DECISION = 14;
    private static final int STATE = 12;
    private static final String INDENT = "    ";

    private final Terminal terminal;

    OutcomeTable(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The whole table, line by line. */
    List<String> lines(List<Outcome> outcomes) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.paint(
                Ink.DIM,
                String.format(
                                ROW,
                                " ",
                                cell("RECIPIENT", RECIPIENT),
                                cell("WHAT IT SHOWS", SHOWS),
                                cell("DECISION", DECISION),
                                "STATE")
                        .stripTrailing()));
        lines.add(terminal.rule(WIDTH));
        for (Outcome outcome : outcomes) {
            lines.add(row(outcome).stripTrailing());
            for (String part : wrapped(outcome.why(), WIDTH - INDENT.length())) {
                lines.add(INDENT + terminal.paint(Ink.DIM, part));
            }
            if (!outcome.isAsExpected()) {
                String expected = "expected: " + outcome.expected().protection() + ", "
                        + outcome.expected().state();
                lines.add(INDENT + terminal.paint(Ink.RED, expected));
            }
        }
        lines.add(terminal.rule(WIDTH));
        return lines;
    }

    private String row(Outcome outcome) {
        String protection = outcome.protection().isEmpty() ? "none yet" : outcome.protection();
        String state = outcome.state().isEmpty() ? "unknown" : outcome.state();
        return String.format(
                ROW,
                terminal.mark(outcome.isAsExpected()),
                cell(outcome.expected().recipient(), RECIPIENT),
                cell(outcome.shows(), SHOWS),
                terminal.paint(ink(protection), cell(protection, DECISION)),
                terminal.paint(outcome.isAsExpected() ? Ink.GREEN : Ink.RED, cell(state, STATE)));
    }

    /** The text in its column, cut when it is too long. */
    private String cell(String text, int width) {
        if (text.length() <= width) {
            return text + " ".repeat(width - text.length());
        }
        String dots = terminal.unicode() ? "…" : "..";
        return text.substring(0, width - dots.length()) + dots;
    }

    private static Ink ink(String protection) {
        return switch (protection) {
            case "tls", "verified-tls" -> Ink.CYAN;
            case "smime" -> Ink.MAGENTA;
            case "portal" -> Ink.BLUE;
            case "hold" -> Ink.YELLOW;
            case "reject" -> Ink.RED;
            default -> Ink.BOLD;
        };
    }

    /** Lines of at most that width, broken at spaces where there are some. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text.replaceAll("\\p{Cntrl}", " ").strip();
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }
}
