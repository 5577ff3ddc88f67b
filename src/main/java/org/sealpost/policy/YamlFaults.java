package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what is wrong with a text that is no YAML, and what was most likely meant, where the parser says what it expected. */
final class YamlFaults {

    private static final Pattern BAD_CHARACTER =
            Pattern.compile("(?s)found character '?(.+?)'? ?(?:that cannot start|that cannot).*");
    private static final Pattern BAD_ESCAPE = Pattern.compile("(?s)found unknown escape character (.)\\(.*");

    private static final Pattern TAGGED = Pattern.compile("[:-] +!");

    /** A bracket that was opened and not closed. */
    record Open(Mark mark, char bracket) {}

    /** A place, which counts from 1, and a sentence about it. */
    record Fault(int line, int column, String text) {

        static Fault at(Mark mark, String text) {
            return new Fault(mark.getLine() + 1, mark.getColumn() + 1, text);
        }
    }

    private final String[] lines;

    YamlFaults(String text) {
        this.lines = text.split("\\R", -1);
    }

    /**
     * @param fault with a place
     * @param open the innermost bracket that was not closed before it
     */
    Fault explain(MarkedYAMLException fault, Optional<Open> open) {
        String problem = fault.getProblem() == null ? "unreadable" : oneLine(fault.getProblem());
        String context = fault.getContext() == null ? "" : fault.getContext();
        Mark mark = fault.getProblemMark();
        if (context.contains("quoted scalar") && problem.contains("end of stream") && fault.getContextMark() != null) {
            return Fault.at(fault.getContextMark(), "the quote that opens here is not closed, close it");
        }
        if (open.isPresent()
                && (problem.contains("stream end")
                        || problem.contains("expected ',' or")
                        || problem.contains("not allowed"))) {
            return Fault.at(mark, unclosed(open.get()));
        }
        if (problem.startsWith("could not find expected ':'") && fault.getContextMark() != null) {
            return Fault.at(
                    fault.getContextMark(),
                    "a `:` and a blank are missing behind the field's name, or the line continues a text and is not"
                            + " indented enough");
        }
        String line = line(mark);
        Matcher tagged = TAGGED.matcher(line);
        if (tagged.find()) {
            return new Fault(
                    mark.getLine() + 1,
                    line.codePointCount(0, tagged.end()),
                    "a text that starts with `!` goes into quotes");
        }
        if (problem.startsWith("mapping values are not allowed") && !value(line, mark)) {
            return new Fault(
                    mark.getLine() + 1,
                    1 + line.length() - line.stripLeading().length(),
                    "a field cannot stand here: indent it as the field above it, and end that one's line");
        }
        return Fault.at(mark, sentence(problem, context, line, mark));
    }

    private static String unclosed(Open open) {
        return "the `" + open.bracket() + "` in line " + (open.mark().getLine() + 1) + ", column "
                + (open.mark().getColumn() + 1) + " is not closed before this, or a comma is missing; a text with"
                + " brackets, commas or `: ` in it goes into quotes";
    }

    private String sentence(String problem, String context, String line, Mark mark) {
        Matcher escape = BAD_ESCAPE.matcher(problem);
        if (escape.matches()) {
            return "in double quotes `\\" + escape.group(1)
                    + "` means nothing, use single quotes around the whole text or write `\\\\" + escape.group(1) + "`";
        }
        if (problem.contains("TAB")) {
            return "a tab cannot stand here, indent with blanks";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "a text with `: ` in it goes into quotes";
        }
        if (problem.startsWith("expected <block end>") || problem.startsWith("sequence entries are not allowed")) {
            return expected(problem, line, mark);
        }
        if (problem.contains("expected alphabetic or numeric character")) {
            return "a text that starts with `&` or `*` goes into quotes";
        }
        Matcher character = BAD_CHARACTER.matcher(problem);
        if (character.matches()) {
            return "a text that starts with `" + character.group(1) + "` goes into quotes";
        }
        if (problem.startsWith("expected a single document")) {
            return "the file holds a second document, take the line `---` out";
        }
        if (context.contains("block scalar")) {
            return "behind `|` or `>` the text starts on the next line, further indented";
        }
        return problem;
    }

    /** Whether a field with a value stands in the line already, in which this is another. */
    private static boolean value(String line, Mark mark) {
        int colon = line.indexOf(": ");
        return colon >= 0
                && colon
                        < line.offsetByCodePoints(0, Math.min(mark.getColumn(), line.codePointCount(0, line.length())));
    }

    private static String expected(String problem, String line, Mark mark) {
        boolean behindValue =
                !line.substring(0, Math.min(mark.getColumn(), line.length())).isBlank() && value(line, mark);
        if (behindValue) {
            return "a text that starts with a quote ends at the next one: put the whole text into quotes of the other kind";
        }
        return problem.contains("'-'") || problem.startsWith("sequence entries")
                ? "a `- ` cannot stand here: indent it as the `- ` above it"
                : "this line is not indented as the lines that it belongs to: indent it as they are";
    }

    private String line(Mark mark) {
        return mark.getLine() < lines.length ? lines[mark.getLine()] : "";
    }

    static String oneLine(String text) {
        return List.of(text.strip().split("\\s+")).stream()
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }
}
