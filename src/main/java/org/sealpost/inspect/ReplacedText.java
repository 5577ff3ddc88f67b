package org.sealpost.inspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;

/**
 * Where the content of a page says that something stands for what is shown (ActualText, ISO 32000-2 section 14.9.4), and whether
 * it is something else: programs give the one, people see the other.
 */
final class ReplacedText {

    /** A part of the content, with what is shown in it where something stands for that. */
    private record Span(Optional<String> instead, StringBuilder shown) {}

    /** One for which nothing stands. */
    private static final Span OTHER = new Span(Optional.empty(), new StringBuilder());

    private final Deque<Span> spans = new ArrayDeque<>();

    /** The spans of these for which something stands; mostly none or one. */
    private final Deque<Span> replaced = new ArrayDeque<>();

    private final StringBuilder joined = new StringBuilder();
    private final StringBuilder lines = new StringBuilder();
    private boolean otherwise;

    /** A page begins. */
    void begin() {
        spans.clear();
        replaced.clear();
        otherwise = false;
    }

    /** A span begins; how many characters stand for it. */
    int begin(Optional<COSDictionary> properties) {
        Optional<String> instead = properties.map(dictionary -> dictionary.getString(COSName.ACTUAL_TEXT));
        Span span = instead.isPresent() ? new Span(instead, new StringBuilder()) : OTHER;
        // In what order several count that stand within each other, programs see otherwise.
        otherwise |= !replaced.isEmpty();
        spans.push(span);
        if (instead.isPresent()) {
            replaced.push(span);
        }
        return instead.map(String::length).orElse(0);
    }

    /** The last span that began ends. */
    void end() {
        if (spans.isEmpty()) {
            return;
        }
        Span span = spans.pop();
        if (span.instead.isEmpty()) {
            return;
        }
        replaced.pop();
        String instead = span.instead.get();
        if (span.shown.isEmpty()) {
            joined.append(instead);
            lines.append(instead).append('\n');
        } else {
            otherwise |= !GlyphNames.letters(instead).equals(GlyphNames.letters(span.shown.toString()));
        }
    }

    /** Gets what is shown now, where something stands for it. */
    Optional<StringBuilder> open() {
        return replaced.isEmpty() ? Optional.empty() : Optional.of(replaced.peek().shown);
    }

    /** How many spans are open. */
    int depth() {
        return spans.size();
    }

    /** Ends those that something left open which has spans of its own. */
    void restore(int depth) {
        while (spans.size() > depth) {
            end();
        }
    }

    /** Whether something else stands for what the page shows than that. */
    boolean isOtherwise() {
        return otherwise;
    }

    /** What stands for pictures and drawings, which say nothing by themselves: joined, and each in its own line. */
    String withoutGlyphs() {
        return joined + "\n" + lines;
    }
}
