package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what was meant by a condition that is not CEL: words for signs, other signs for signs, what is open and not closed. */
final class ConditionSyntax {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?s).*(token recognition error|mismatched input|extraneous input|no viable alternative|missing '.*' at ).*");
    private static final Pattern INPUT = Pattern.compile("(?s).*(?:input|at) '(.*?)'(?: expecting.*)?");
    private static final Pattern WORD_BEFORE = Pattern.compile("(?s).*?([A-Za-z]+)\\s*");

    private static final String LOGIC = "write `&&` for and, `||` for or, `!` for not";
    private static final Set<String> LOGIC_WORDS = Set.of("and", "or", "not");
    private static final Set<String> EQUAL_WORDS = Set.of("is", "equals", "equal", "eq");
    private static final Map<String, String> FUNCTION_WORDS = Map.of(
            "contains", "contains",
            "startswith", "startsWith",
            "endswith", "endsWith",
            "matches", "matches",
            "like", "contains",
            "includes", "contains");

    private static final String QUOTES = "“”„‟‘’‚«»‹›";
    private static final Map<Integer, String> SIGNS = Map.of(
            (int) '=', "write `==` to compare",
            (int) '&', LOGIC,
            (int) '|', LOGIC,
            (int) '≠', "write `!=` for unequal",
            (int) '≤', "write `<=` for at most",
            (int) '≥', "write `>=` for at least",
            (int) '−', "write `-` for minus",
            (int) '–', "write `-` for minus",
            (int) '`', "write straight quotes, `\"` or `'`, around a text",
            (int) ';', "write one condition, its parts joined by `&&` or `||`");

    private final String source;
    private final int offset;

    /** @param offset of the fault in the condition */
    private ConditionSyntax(String source, int offset) {
        this.source = source;
        this.offset = offset;
    }

    /** Whether the compiler could not read the condition at all, so that the first of its faults tells all. */
    static boolean isSyntax(String message) {
        return SYNTAX.matcher(message).matches();
    }

    static ConditionCompiler.Fault explain(String source, ConditionCompiler.Fault fault) {
        int offset = offset(source, fault);
        ConditionSyntax syntax = new ConditionSyntax(source, offset);
        Optional<Integer> open = syntax.open();
        if (fault.text().contains("<EOF>") && offset >= source.stripTrailing().length() && open.isPresent()) {
            return place(source, open.get(), "the `" + source.charAt(open.get()) + "` is not closed, close it");
        }
        return new ConditionCompiler.Fault(fault.line(), fault.column(), syntax.text(fault.text()));
    }

    private String text(String message) {
        if (message.contains("token recognition error")) {
            return unknown();
        }
        Matcher input = INPUT.matcher(message);
        String found = input.matches() ? input.group(1) : "";
        String word = found.toLowerCase(Locale.ROOT);
        if (LOGIC_WORDS.contains(word) || LOGIC_WORDS.contains(wordBefore())) {
            return LOGIC;
        }
        if (EQUAL_WORDS.contains(word)) {
            return "write `==` to compare";
        }
        String function = FUNCTION_WORDS.get(word);
        if (function != null) {
            return "write the text, a dot and `" + function + "(\"…\")`, as in message.subject." + function + "(\"…\")";
        }
        if (found.equals(">") && source.startsWith("<>", offset - 1)) {
            return "write `!=` for unequal";
        }
        if (found.equals(":") && isDigit(offset - 1)) {
            return "a time of day is compared by its numbers, as in `time.hour >= 18 && time.minute >= 30`";
        }
        if (isDigit(offset - 1) && !word.isEmpty() && Character.isLetter(word.charAt(0))) {
            return "a number has no unit, write it in full (10 MB are 10000000)";
        }
        if (found.equals("<EOF>")) {
            return "the condition ends too soon: something is missing at its end";
        }
        return Set.of(")", "]", "}").contains(found)
                ? "there is one `" + found + "` too many, or something is missing before it"
                : "`" + found
                        + "` cannot stand here: a sign such as `==` or `&&` is missing before it, or quotes around"
                        + " a text";
    }

    /** About what stands here and is nothing that the language has. */
    private String unknown() {
        int found = offset < source.length() ? source.codePointAt(offset) : ' ';
        if (found == '"' || found == '\'') {
            return text();
        }
        if (QUOTES.indexOf(found) >= 0) {
            return "write straight quotes, `\"` or `'`, around a text";
        }
        if (Character.isSpaceChar(found) || Character.getType(found) == Character.FORMAT) {
            return "a blank of another kind stands here, write an ordinary one";
        }
        return SIGNS.getOrDefault(
                found, "`" + Character.toString(found) + "` means nothing here; a text goes into quotes");
    }

    /** About a text that cannot be read: it has no end, or a backslash that means nothing. */
    private String text() {
        char quote = source.charAt(offset);
        for (int i = offset + 1; i < source.length() && source.charAt(i) != quote && source.charAt(i) != '\n'; i++) {
            if (source.charAt(i) == '\\') {
                i++;
                boolean escape = i < source.length() && "abfnrtvxuU01234567\\\"'`?".indexOf(source.charAt(i)) >= 0;
                if (!escape && i < source.length()) {
                    return "in a text `\\" + source.charAt(i) + "` means nothing: write `\\\\" + source.charAt(i)
                            + "`, or r before the text's first quote";
                }
            }
        }
        return "the text that starts here has no end, close its quote";
    }

    private String wordBefore() {
        Matcher word = WORD_BEFORE.matcher(source.substring(0, offset));
        return word.matches() ? word.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private boolean isDigit(int index) {
        return index >= 0 && index < source.length() && Character.isDigit(source.charAt(index));
    }

    /** The innermost bracket that is not closed; those within texts do not count. */
    private Optional<Integer> open() {
        Deque<Integer> open = new ArrayDeque<>();
        char quote = 0;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                open.push(i);
            } else if (")]}".indexOf(c) >= 0 && !open.isEmpty()) {
                open.pop();
            }
        }
        return Optional.ofNullable(open.peek());
    }

    private static int offset(String source, ConditionCompiler.Fault fault) {
        int start = 0;
        for (int line = 1; line < fault.line(); line++) {
            start = source.indexOf('\n', start) + 1;
        }
        // The compiler counts code points.
        int rest = source.codePointCount(start, source.length());
        return source.offsetByCodePoints(start, Math.min(fault.column(), rest));
    }

    private static ConditionCompiler.Fault place(String source, int offset, String text) {
        String before = source.substring(0, offset);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int start = before.lastIndexOf('\n') + 1;
        return new ConditionCompiler.Fault(line, before.codePointCount(start, before.length()), text);
    }
}
