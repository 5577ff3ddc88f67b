package org.sealpost.inspect;

import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which elements the style sheets of an HTML part show from right to left (CSS Writing Modes level 3, section 2). A rule counts
 * for each element that has a name of its selector, whatever else the selector asks for: too many are read in another order
 * besides rather than too few.
 */
final class TurnedStyles {

    /**
     * What an element asks for.
     *
     * @param backwards whether from right to left; nothing when it does not say
     * @param all whether all characters go by that, not only those of no direction of their own
     */
    record Turn(Optional<Boolean> backwards, boolean all) {

        static final Turn NONE = new Turn(Optional.empty(), false);

        /** Of a block of declarations, or an attribute with such a value. */
        static Turn of(String declarations) {
            boolean backwards = declarations.contains(RIGHT_TO_LEFT);
            boolean forwards = declarations.contains("ltr");
            return new Turn(
                    backwards || forwards ? Optional.of(backwards) : Optional.empty(), declarations.contains(OVERRIDE));
        }

        /** Both: from right to left if one says so. */
        Turn and(Turn other) {
            boolean says = backwards.isPresent() || other.backwards.isPresent();
            boolean either = backwards.orElse(false) || other.backwards.orElse(false);
            return new Turn(says ? Optional.of(either) : Optional.empty(), all || other.all);
        }
    }

    private static final String RIGHT_TO_LEFT = "rtl";

    /** Of {@code bidi-override} and {@code isolate-override}. */
    private static final String OVERRIDE = "override";

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");

    /** Whatever stands before the last part of a selector, which is the element that it is about. */
    private static final Pattern BEFORE_LAST = Pattern.compile("^(?s).*[ >+~\\n\\t)]");

    private static final Pattern CONDITIONS = Pattern.compile("\\[[^\\]]*\\]|::?[a-z-]+(?:\\([^)]*\\))?");
    private static final Pattern NAME = Pattern.compile("[.#]?[^.#*\\s]+");
    private static final String ANY = "*";

    /** Selectors of rules that turn something: a sheet for both directions of writing has some hundred. */
    private static final int MOST = 2000;

    /** Characters of a selector; those of people have some dozens. */
    private static final int LONGEST = 1000;

    private final Map<String, Turn> turns = new HashMap<>();
    private int selectors;
    private boolean tooMany;

    /** Whether a style sheet, or a value of an attribute, may turn anything: few do. */
    static boolean mayTurn(String style) {
        return says(style) || (style.indexOf('\\') >= 0 && says(plain(style)));
    }

    private static boolean says(String style) {
        for (int at = 0; at + RIGHT_TO_LEFT.length() <= style.length(); at++) {
            char c = (char) (style.charAt(at) | 0x20);
            if ((c == 'r' && style.regionMatches(true, at, RIGHT_TO_LEFT, 0, RIGHT_TO_LEFT.length()))
                    || (c == 'o' && style.regionMatches(true, at, OVERRIDE, 0, OVERRIDE.length()))) {
                return true;
            }
        }
        return false;
    }

    /** In lower case, with characters that are written otherwise (CSS Syntax level 3, section 4.3.7), without comments. */
    static String plain(String style) {
        String plain = (style.indexOf('\\') < 0 ? style : unescaped(style)).toLowerCase(Locale.ROOT);
        return plain.contains("/*") ? COMMENT.matcher(plain).replaceAll(" ") : plain;
    }

    /** With characters that are written otherwise. */
    static String unescaped(String style) {
        StringBuilder decoded = new StringBuilder(style.length());
        for (String line : style.split("\n", -1)) {
            String otherwise = EscapedCharacters.inStyles(line);
            decoded.append(otherwise.isEmpty() ? line + "\n" : otherwise);
        }
        return decoded.toString().replace("\\", "");
    }

    /** Takes a style sheet. */
    void add(String sheet) {
        String css = plain(sheet);
        int from = 0;
        boolean begun = false;
        String before = "";
        for (int at = 0; at < css.length() && !areTooMany(); at++) {
            char c = css.charAt(at);
            if (c == '{') {
                before = css.substring(from, at);
                from = at + 1;
                begun = true;
            } else if (c == '}') {
                Turn turn = Turn.of(css.substring(from, at));
                if (!turn.equals(Turn.NONE)) {
                    add(before, turn);
                }
                from = at + 1;
                // What follows up to the next brace is of a rule around this one: it may be any element's.
                before = "";
            } else if (c == ';' && !begun) {
                from = at + 1;
            }
        }
    }

    private void add(String before, Turn turn) {
        for (String selector : before.split(",")) {
            if (++selectors > MOST || selector.length() > LONGEST) {
                tooMany = true;
                return;
            }
            String plain = CONDITIONS.matcher(selector.strip()).replaceAll(ANY);
            String last = BEFORE_LAST.matcher(plain).replaceFirst("");
            var names = NAME.matcher(last);
            boolean named = false;
            while (names.find()) {
                named = true;
                turns.merge(names.group(), turn, Turn::and);
            }
            if (!named) {
                turns.merge(ANY, turn, Turn::and);
            }
        }
    }

    /** Whether there were more, or longer ones, than were taken. */
    boolean areTooMany() {
        return tooMany;
    }

    /**
     * What the sheets say of an element.
     *
     * @param classes of it, separated by spaces, in lower case
     */
    Turn of(String element, String classes, String id) {
        if (turns.isEmpty()) {
            return Turn.NONE;
        }
        Turn turn = named(ANY).and(named(element)).and(named("#" + id));
        for (String name : classes.isBlank() ? new String[0] : classes.strip().split("\\s+")) {
            turn = turn.and(named("." + name));
        }
        return turn;
    }

    private Turn named(String name) {
        return turns.getOrDefault(name, Turn.NONE);
    }
}
