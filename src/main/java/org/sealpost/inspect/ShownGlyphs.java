package org.sealpost.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.jspecify.annotations.Nullable;

/**
 * The glyphs that a page of a PDF shows, and how many of them say which character they are (ISO 32000-2 section 9.10).
 * Those that do not are read as nothing or as the wrong letters, however well a person reads them.
 */
final class ShownGlyphs {

    /** Different ones without a meaning: marks before lines and other ornaments are fewer, a name has as many. */
    private static final int ORNAMENTS = 5;

    /** On a short page the share tells sooner: one in ten, if there are more than two. */
    private static final int SHARE = 10;

    private static final int FEW = 2;

    /** Glyphs of one font that are blank: spaces of several widths; more of them are letters that call themselves so. */
    private static final int BLANKS = 6;

    /** What a glyph of a font means. */
    private enum Meaning {
        CHARACTER,
        BLANK,
        NONE
    }

    private static final class Font {
        private final PDFont font;
        private final Map<Integer, Meaning> meanings = new HashMap<>();
        private final Set<Integer> unknown = new HashSet<>();
        private final Set<Integer> blank = new HashSet<>();

        Font(PDFont font) {
            this.font = font;
        }
    }

    private final Map<PDFont, Font> fonts = new HashMap<>();
    private final Deque<Optional<Font>> saved = new ArrayDeque<>();
    /** Of the text that follows; none when the page names one that is not there. */
    private Optional<Font> current = Optional.empty();

    private long all;
    private long unknown;

    /** Begins a page: nothing of the one before counts for it. */
    void begin() {
        saved.clear();
        current = Optional.empty();
        all = 0;
        unknown = 0;
        for (Font font : fonts.values()) {
            font.unknown.clear();
            font.blank.clear();
        }
    }

    /** @param font null when the page names none that is there: readers take a usual one then */
    void font(@Nullable PDFont font) {
        current = Optional.ofNullable(font).map(named -> fonts.computeIfAbsent(named, Font::new));
    }

    /** Goes with the graphics state. */
    void save() {
        saved.push(current);
    }

    void restore() {
        if (!saved.isEmpty()) {
            current = saved.pop();
        }
    }

    /** Takes a string that is shown. */
    void show(byte[] octets) throws IOException {
        if (current.isEmpty()) {
            all += octets.length;
            return;
        }
        Font font = current.get();
        InputStream in = new ByteArrayInputStream(octets);
        while (in.available() > 0) {
            int code = font.font.readCode(in);
            all++;
            switch (font.meanings.computeIfAbsent(code, unknownYet -> meaning(font.font, unknownYet))) {
                case CHARACTER -> {}
                case BLANK -> font.blank.add(code);
                case NONE -> {
                    font.unknown.add(code);
                    unknown++;
                }
            }
        }
    }

    /** Whether a noticeable part of the page is shown to people and not told to programs. */
    boolean hideText() {
        int different = 0;
        for (Font font : fonts.values()) {
            different += font.unknown.size();
            if (font.blank.size() > BLANKS) {
                return true;
            }
        }
        return different > ORNAMENTS || (unknown > FEW && unknown * SHARE >= all);
    }

    private static Meaning meaning(PDFont font, int code) {
        String said = font.toUnicode(code);
        if (said == null) {
            return Meaning.NONE;
        }
        return said.codePoints()
                .mapToObj(ShownGlyphs::meaning)
                .min(Meaning::compareTo)
                .orElse(Meaning.BLANK);
    }

    private static Meaning meaning(int character) {
        return switch (Character.getType(character)) {
            case Character.PRIVATE_USE, Character.UNASSIGNED, Character.SURROGATE -> Meaning.NONE;
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> Meaning.BLANK;
            default -> character == 0xfffd ? Meaning.NONE : Meaning.CHARACTER;
        };
    }
}
