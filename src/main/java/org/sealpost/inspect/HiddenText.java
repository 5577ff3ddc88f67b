package org.sealpost.inspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.owasp.html.Encoding;

/**
 * Takes out of the text of an HTML part what nobody sees and what stands within a word or against one: {@code Pat<i hidden>q</i>ient}.
 * What is hidden by itself, as the line that mail programs show beside the subject, stays.
 */
final class HiddenText {

    /** Elements whose text is not shown, or only by programs that do not know them. */
    static final Set<String> ELEMENTS = Set.of(
            "template", "datalist", "noscript", "noembed", "noframes", "audio", "video", "canvas", "rp", "dialog");

    private static final int DEEPEST = 1000;

    /** Ends of lines that blocks within hidden words make, and that are not shown. */
    private static final int LINE_ENDS = 16;

    /** An element that hides its text. */
    private static final class Hidden {
        private final String element;
        private final int start;

        /** Elements within it that are open. */
        private int depth;

        /** Whether it is not certain where it ends, or what is shown of it. */
        private boolean unclear;

        Hidden(String element, int start, boolean unclear) {
            this.element = element;
            this.start = start;
            this.unclear = unclear;
        }
    }

    private final StyleRules<Concealment> styles;
    private final StringBuilder text;
    private final Deque<Hidden> open = new ArrayDeque<>();

    /** How many elements of a name are open that are shown within the line though others of that name are not. */
    private final Map<String, Integer> inline = new HashMap<>();

    private final StringBuilder style = new StringBuilder();
    private final StringBuilder classes = new StringBuilder();
    private String id = "";
    private boolean hidden;

    /** What ended last, while it is open what follows it; where nothing is, a line's end that is not shown. */
    private int start = -1;

    private int end;
    private boolean unclear;
    private boolean cuts;
    private boolean doubtful;

    /** @param text what was said so far, from which is taken out */
    HiddenText(StyleRules<Concealment> styles, StringBuilder text) {
        this.styles = styles;
        this.text = text;
    }

    /** Whether names of attributes are among what is written that hide an element by themselves. */
    static boolean isIn(String written) {
        for (int at = 0; at + 6 <= written.length(); at++) {
            if ((written.charAt(at) | 0x20) == 'h'
                    && written.regionMatches(true, at, "hidden", 0, 6)
                    && endsName(written, at - 1)
                    && endsName(written, at + 6)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsName(String written, int at) {
        return at < 0 || at >= written.length() || written.charAt(at) <= ' ' || "/\"'".indexOf(written.charAt(at)) >= 0;
    }

    /** Takes names of attributes of the element that begins. */
    void names(String written) {
        hidden |= isIn(written);
    }

    /** Takes an attribute of the element that begins. */
    void attribute(String name, String value) {
        switch (name) {
            case "style" -> style.append(plain(value)).append(';');
            case "class" ->
                classes.append(Encoding.decodeHtml(value, true).toLowerCase(Locale.ROOT))
                        .append(' ');
            case "id" -> id = Encoding.decodeHtml(value, true).toLowerCase(Locale.ROOT);
            default -> {}
        }
    }

    static String plain(String value) {
        return TurnedStyles.plain(Encoding.decodeHtml(value, true));
    }

    /** An element begins, of which all attributes were taken. */
    void begin(String element, boolean separates) {
        Concealment says = styles.of(element, classes.toString(), id).and(Concealment.of(style.toString()));
        boolean hides = hidden || says.hides() || ELEMENTS.contains(element);
        forget();
        boolean ends = !HtmlOrder.WITHOUT_END.contains(element);
        if (hides && ends) {
            push(element);
        } else if (ends && !open.isEmpty()) {
            open.getFirst().depth++;
        }
        if (separates && says.inline() && ends) {
            inline.merge(element, 1, Integer::sum);
            if (!hides) {
                runOn();
            }
        } else if (separates) {
            text.append('\n');
        }
    }

    private void push(String element) {
        int from = text.length();
        boolean doubt = false;
        if (start >= 0 && end == from) {
            // One hidden word behind another is one.
            from = start;
            doubt = unclear;
            start = -1;
        } else {
            decide('\n');
        }
        if (!open.isEmpty()) {
            open.getFirst().depth++;
        }
        if (open.size() < DEEPEST) {
            open.push(new Hidden(element, Math.min(from, text.length()), doubt));
        } else {
            doubtful = true;
        }
    }

    /** An element ends. */
    void end(String element, boolean separates) {
        forget();
        boolean own = false;
        while (!open.isEmpty() && !own) {
            Hidden top = open.getFirst();
            if (top.depth > 0) {
                top.depth--;
                break;
            }
            open.pop();
            if (!open.isEmpty()) {
                open.getFirst().depth--;
            }
            own = top.element.equals(element);
            if (own && separates) {
                lineEnds(element);
            }
            // The end of one around it ends it too, unless that is open no more: programs do not agree.
            top.unclear |= !own;
            ended(top);
        }
        if (separates && !own) {
            lineEnds(element);
        }
    }

    private void lineEnds(String element) {
        if (inline.getOrDefault(element, 0) > 0) {
            inline.merge(element, -1, Integer::sum);
            runOn();
        } else {
            text.append('\n');
        }
    }

    private void runOn() {
        if (start < 0) {
            start = text.length();
            end = start;
            unclear = false;
        }
    }

    private void ended(Hidden element) {
        decide(text.length() > end ? '\n' : ' ');
        start = Math.min(element.start, text.length());
        end = text.length();
        unclear = element.unclear;
    }

    private void forget() {
        style.setLength(0);
        classes.setLength(0);
        id = "";
        hidden = false;
    }

    /** Words are about to be said. */
    void say(char first) {
        decide(text.length() > end ? '\n' : first);
    }

    /** All was said. */
    void finish() {
        while (!open.isEmpty()) {
            Hidden last = open.pop();
            last.unclear = true;
            ended(last);
        }
        decide(' ');
    }

    /** Takes out what ended last, if it touches a word. */
    private void decide(char after) {
        if (start < 0) {
            return;
        }
        int from = start;
        int to = end;
        for (int i = 0; i < LINE_ENDS && from < to && text.charAt(from) == '\n'; i++) {
            from++;
        }
        for (int i = 0; i < LINE_ENDS && to > from && text.charAt(to - 1) == '\n'; i++) {
            to--;
        }
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        boolean empty = from == to;
        if ((isSeen(before) && isSeen(after))
                || (!empty && isSeen(before) && isSeen(text.charAt(from)))
                || (!empty && isSeen(text.charAt(to - 1)) && isSeen(after))) {
            text.delete(start, end);
            cuts = true;
            doubtful |= unclear && !empty;
            if (!open.isEmpty() && !empty) {
                // Of a word within hidden words that touch another, who knows which are shown.
                open.getFirst().unclear = true;
            }
        }
        start = -1;
    }

    private static boolean isSeen(char c) {
        return c > ' ' && c != 0xa0;
    }

    /** Whether anything was taken out. */
    boolean cuts() {
        return cuts;
    }

    /** Whether programs may show something else. */
    boolean isDoubtful() {
        return doubtful;
    }
}
