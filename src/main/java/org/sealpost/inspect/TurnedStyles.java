package org.sealpost.inspect;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Optional;

/**
 * Which elements the style sheets of an HTML part show from right to left (CSS Writing Modes level 3, section 2): too many are
 * read in another order besides rather than too few.
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

    private final StyleRules<Turn> rules = new StyleRules<>(Turn::of, Turn::and, Turn.NONE);

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
        rules.add(plain(sheet));
    }

    /** Whether there were more, or longer ones, than were taken. */
    boolean areTooMany() {
        return rules.areTooMany();
    }

    /** What the sheets say of an element ({@link StyleRules#of}). */
    Turn of(String element, String classes, String id) {
        return rules.of(element, classes, id);
    }
}
