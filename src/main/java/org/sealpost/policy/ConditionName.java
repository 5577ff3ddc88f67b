package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Where a name stands that the CEL compiler found wrong. Of a field the compiler tells the dot before it, of a function the
 * parenthesis behind it, and within {@code has} neither; whoever looks for the mistake wants the name.
 */
final class ConditionName {

    private static final String BETWEEN = "(?:\\s|//[^\\n]*\\n)*";

    private ConditionName() {}

    /** A field near a place: behind its dot there, or else the next one, or else the last before. */
    static ConditionCompiler.Fault ofField(String source, ConditionCompiler.Fault place, String field) {
        int from = index(source, place);
        Matcher named = Pattern.compile("\\." + BETWEEN + "(" + Pattern.quote(field) + ")\\b")
                .matcher(source);
        int found = -1;
        while (named.find()) {
            found = named.start(1);
            if (named.start() >= from) {
                break;
            }
        }
        return found < 0 ? place : at(source, found, place.text());
    }

    /** A function whose parenthesis is at a place. */
    static ConditionCompiler.Fault ofFunction(String source, ConditionCompiler.Fault place, String function) {
        int end = index(source, place);
        if (end >= source.length() || source.charAt(end) != '(') {
            return place;
        }
        while (end > 0 && Character.isWhitespace(source.charAt(end - 1))) {
            end--;
        }
        return source.substring(0, end).endsWith(function) ? at(source, end - function.length(), place.text()) : place;
    }

    /** The place as an index into the source. */
    static int index(String source, ConditionCompiler.Fault place) {
        int start = 0;
        for (int line = 1; line < place.line(); line++) {
            int end = source.indexOf('\n', start);
            if (end < 0) {
                break;
            }
            start = end + 1;
        }
        int left = source.codePointCount(start, source.length());
        return source.offsetByCodePoints(start, Math.min(place.column(), left));
    }

    /** A fault at an index into the source. */
    static ConditionCompiler.Fault at(String source, int index, String text) {
        String before = source.substring(0, index);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int start = before.lastIndexOf('\n') + 1;
        return new ConditionCompiler.Fault(line, before.codePointCount(start, before.length()), text);
    }
}
