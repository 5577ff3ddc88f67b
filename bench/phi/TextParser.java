package phi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a template's text: {@code {slot}}, {@code {b.slot:argument}}, {@code {one|another|}}, {@code [kind:words]},
 * {@code [kind?:words]}, {@code {each:5}…{end}}.
 */
final class TextParser {

    private static final Pattern SLOT = Pattern.compile("(?:([a-z])\\.)?([a-z][a-z-]*)(?::([^{}|]+))?");
    private static final Pattern MARK = Pattern.compile("\\[([a-z-]+)(\\?)?:([^\\[\\]]+)\\]");

    private final String text;
    private int at;

    private TextParser(String text) {
        this.text = text;
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when a bracket is not closed
     */
    static Text parse(String text) {
        TextParser parser = new TextParser(text);
        Text parsed = parser.sequence("");
        if (parser.at < text.length()) {
            throw new IllegalArgumentException("A bracket too many: " + parser.near());
        }
        return parsed;
    }

    /** Up to one of those characters, which stays unread. */
    private Text sequence(String ends) {
        List<Text> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            Matcher mark = MARK.matcher(text).region(at, text.length());
            if (c == '{' && text.startsWith("{end}", at)) {
                break;
            } else if (c == '{') {
                flush(literal, parts);
                parts.add(braces());
            } else if (c == '[' && mark.lookingAt()) {
                flush(literal, parts);
                parts.add(new Text.Marked(mark.group(1), mark.group(2) == null, mark.group(3)));
                at = mark.end();
            } else {
                literal.append(c);
                at++;
            }
        }
        flush(literal, parts);
        return parts.size() == 1 ? parts.getFirst() : new Text.Sequence(List.copyOf(parts));
    }

    private Text braces() {
        int start = at++;
        int close = text.indexOf('}', at);
        Matcher slot = close < 0 ? null : SLOT.matcher(text.substring(at, close));
        if (slot != null && slot.matches()) {
            at = close + 1;
            String argument = slot.group(3) == null ? "" : slot.group(3);
            return slot.group(2).equals("each")
                    ? each(Integer.parseInt(argument))
                    : new Text.Slot(slot.group(1) == null ? "a" : slot.group(1), slot.group(2), argument);
        }
        List<Text> alternatives = new ArrayList<>();
        do {
            alternatives.add(sequence("|}"));
            if (at >= text.length() || text.startsWith("{end}", at)) {
                at = start;
                throw new IllegalArgumentException("A bracket is not closed: " + near());
            }
        } while (text.charAt(at++) == '|');
        return new Text.Choice(List.copyOf(alternatives));
    }

    private Text each(int count) {
        if (text.startsWith("\n", at)) {
            at++;
        }
        Text content = sequence("");
        if (!text.startsWith("{end}", at)) {
            throw new IllegalArgumentException("{each} without {end}: " + near());
        }
        at += "{end}".length();
        if (text.startsWith("\n", at)) {
            at++;
        }
        return new Text.Each(count, content);
    }

    private static void flush(StringBuilder literal, List<Text> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Text.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private String near() {
        return text.substring(at, Math.min(text.length(), at + 60));
    }
}
