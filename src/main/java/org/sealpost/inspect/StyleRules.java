package org.sealpost.inspect;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What the style sheets of an HTML part say of elements, by the names in their selectors. A rule counts for each element that has a
 * name of its selector, whatever else the selector asks for: too many elements rather than too few.
 *
 * @param <T> what is sought in declarations
 */
final class StyleRules<T> {

    /** Whatever stands before the last part of a selector, which is the element that it is about. */
    private static final Pattern BEFORE_LAST = Pattern.compile("^(?s).*[ >+~\\n\\t)]");

    private static final Pattern CONDITIONS = Pattern.compile("\\[[^\\]]*\\]|::?[a-z-]+(?:\\([^)]*\\))?");
    private static final Pattern NAME = Pattern.compile("[.#]?[^.#*\\s]+");
    private static final String ANY = "*";

    /** Selectors of rules that say something: a sheet for both directions of writing has some hundred. */
    private static final int MOST = 2000;

    /** Characters of a selector; those of people have some dozens. */
    private static final int LONGEST = 1000;

    private final Function<String, T> meaning;
    private final BinaryOperator<T> both;
    private final T none;
    private final Map<String, T> rules = new HashMap<>();
    private int selectors;
    private boolean tooMany;

    /**
     * Rules of one kind.
     *
     * @param meaning of a block of declarations, which is none for most
     */
    StyleRules(Function<String, T> meaning, BinaryOperator<T> both, T none) {
        this.meaning = meaning;
        this.both = both;
        this.none = none;
    }

    /** Takes a style sheet in lower case, without comments and escapes. */
    void add(String css) {
        int from = 0;
        boolean begun = false;
        String before = "";
        for (int at = 0; at < css.length() && !tooMany; at++) {
            char c = css.charAt(at);
            if (c == '{') {
                before = css.substring(from, at);
                from = at + 1;
                begun = true;
            } else if (c == '}') {
                T says = meaning.apply(css.substring(from, at));
                if (!says.equals(none)) {
                    add(before, says);
                }
                from = at + 1;
                // What follows up to the next brace is of a rule around this one: it may be any element's.
                before = "";
            } else if (c == ';' && !begun) {
                from = at + 1;
            }
        }
    }

    private void add(String before, T says) {
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
                rules.merge(names.group(), says, both);
            }
            if (!named) {
                rules.merge(ANY, says, both);
            }
        }
    }

    /** Whether there were more, or longer ones, than were taken. */
    boolean areTooMany() {
        return tooMany;
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * What the sheets say of an element.
     *
     * @param classes of it, separated by spaces, in lower case
     */
    T of(String element, String classes, String id) {
        if (rules.isEmpty()) {
            return none;
        }
        List<String> names = new ArrayList<>(List.of(ANY, element, "#" + id));
        for (String name : classes.isBlank() ? new String[0] : classes.strip().split("\\s+")) {
            names.add("." + name);
        }
        T all = none;
        for (String name : names) {
            T one = rules.get(name);
            all = one == null ? all : both.apply(all, one);
        }
        return all;
    }
}
