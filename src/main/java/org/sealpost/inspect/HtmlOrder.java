package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.owasp.html.Encoding;

/**
 * Which order the open elements of an HTML part ask for, as the characters that say the same in plain text, for
 * {@link ShownOrder}.
 */
final class HtmlOrder {

    /** The attributes that say it, as the attributes of style do or name what does. */
    static final Set<String> ATTRIBUTES = Set.of("dir", "direction", "unicode-bidi", "style", "class", "id");

    /** Turns within turns; nobody writes so many who wants to be read. */
    private static final int DEEPEST = 6;

    static final Set<String> WITHOUT_END =
            Set.of("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr");

    /** An element that asks for another order than the one around it. */
    private static final class Turned {
        private final String element;
        private final char control;
        private final boolean backwards;
        private final boolean all;
        private int within;

        Turned(String element, char control, boolean backwards, boolean all) {
            this.element = element;
            this.control = control;
            this.backwards = backwards;
            this.all = all;
        }
    }

    private final TurnedStyles styles;
    private final List<Turned> open = new ArrayList<>();
    private final Map<String, StringBuilder> attributes = new HashMap<>();
    private boolean tooDeep;

    HtmlOrder(TurnedStyles styles) {
        this.styles = styles;
    }

    /** Takes an attribute of the element that begins. */
    void attribute(String name, String value) {
        if (ATTRIBUTES.contains(name)) {
            String plain = Encoding.decodeHtml(value, true).toLowerCase(Locale.ROOT);
            // Which of two with the same name counts, programs may see otherwise.
            attributes
                    .computeIfAbsent(name, first -> new StringBuilder())
                    .append(plain)
                    .append(' ');
        }
    }

    private String all(String name) {
        StringBuilder values = attributes.get(name);
        return values == null ? "" : values.toString().strip();
    }

    /** An element begins; what is to be written there. */
    String begin(String element) {
        TurnedStyles.Turn turn = turn(element);
        attributes.clear();
        if (WITHOUT_END.contains(element)) {
            return "";
        }
        Turned around = open.isEmpty() ? null : open.getLast();
        boolean wasBackwards = around != null && around.backwards;
        boolean wasAll = around != null && around.all;
        boolean backwards = turn.backwards().orElse(wasBackwards);
        boolean all = turn.backwards().isPresent() ? turn.all() : turn.all() || wasAll;
        if (backwards == wasBackwards && all == wasAll) {
            count(element);
            return "";
        }
        if (open.size() == DEEPEST) {
            tooDeep = true;
            return "";
        }
        open.add(new Turned(element, control(backwards, all), backwards, all));
        return String.valueOf(open.getLast().control);
    }

    private TurnedStyles.Turn turn(String element) {
        TurnedStyles.Turn turn = styles.of(element, all("class"), all("id"));
        turn = element.equals("bdo") ? turn.and(TurnedStyles.Turn.of("override")) : turn;
        for (String name : List.of("dir", "direction", "unicode-bidi", "style")) {
            String value = all(name);
            turn = value.isEmpty() ? turn : turn.and(TurnedStyles.Turn.of(TurnedStyles.plain(value)));
        }
        return turn;
    }

    private void count(String element) {
        int at = lastOpen(element);
        if (at >= 0) {
            open.get(at).within++;
        }
    }

    private int lastOpen(String element) {
        int at = open.size() - 1;
        while (at >= 0 && !open.get(at).element.equals(element)) {
            at--;
        }
        return at;
    }

    private static char control(boolean backwards, boolean all) {
        if (backwards) {
            return all ? ShownOrder.OVERRIDE : ShownOrder.EMBEDDING;
        }
        return all ? ShownOrder.OVERRIDE_BACK : ShownOrder.EMBEDDING_BACK;
    }

    /** An element ends; what is to be written there. */
    String end(String element) {
        attributes.clear();
        int at = lastOpen(element);
        if (at < 0) {
            return "";
        }
        if (open.get(at).within > 0) {
            open.get(at).within--;
            return "";
        }
        int ended = open.size() - at;
        open.subList(at, open.size()).clear();
        return String.valueOf(ShownOrder.END).repeat(ended);
    }

    /** The end of a line, behind which the order goes on. */
    String lineEnd() {
        if (open.isEmpty()) {
            return "\n";
        }
        StringBuilder again = new StringBuilder(String.valueOf(ShownOrder.END).repeat(open.size()) + '\n');
        open.forEach(turned -> again.append(turned.control));
        return again.toString();
    }

    /** Whether it was not followed everywhere. */
    boolean isTooDeep() {
        return tooDeep;
    }
}
