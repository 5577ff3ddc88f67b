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
import org.apache.pdfbox.pdmodel.font.PDType3Font;
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

    /** Names such as a1 and a2, which are those of Zapf's marks and of nothing in particular, lead here. */
    private static final char DINGBATS = '\u2700';

    private static final char BEHIND_DINGBATS = '\u27c0';

    /** What a glyph of a font means. */
    private enum Meaning {
        CHARACTER,
        BLANK,
        /** A mark, or a letter that a program which made a font of its own has given the name of a mark. */
        ORNAMENT,
        NONE
    }

    /**
     * A glyph of a font.
     *
     * @param said what its font says that it is, empty when that is nothing
     * @param otherwise what it is by its name or by what it shows, where that is something else; mostly empty
     * @param hides whether it shows text that nobody but people can tell
     */
    private record Glyph(String said, Meaning meaning, String otherwise, boolean hides) {

        boolean isOtherwise() {
            return !otherwise.isEmpty() && GlyphNames.differs(otherwise, said);
        }
    }

    private static final class Font {
        private final PDFont font;
        private final Map<Integer, Glyph> glyphs = new HashMap<>();
        private final Set<Integer> unknown = new HashSet<>();
        private final Set<Integer> blank = new HashSet<>();

        Font(PDFont font) {
            this.font = font;
        }
    }

    /** What the glyphs of a font do that are drawn by procedures (ISO 32000-2 section 9.6.4). */
    interface Procedures {

        /** The letters of other fonts that a glyph shows; nothing for most, which are drawn. */
        Optional<Procedure> of(PDType3Font font, int code) throws IOException;
    }

    /**
     * The letters that a glyph's procedure shows.
     *
     * @param readable whether each of them is one for programs as for people
     */
    record Procedure(String letters, boolean readable) {}

    private final Procedures procedures;
    private final Map<PDFont, Font> fonts = new HashMap<>();
    private final Deque<Optional<Font>> saved = new ArrayDeque<>();
    /** Of the text that follows; none when the page names one that is not there. */
    private Optional<Font> current = Optional.empty();

    private long all;
    private long unknown;
    private boolean otherwise;
    private boolean hides;

    ShownGlyphs(Procedures procedures) {
        this.procedures = procedures;
    }

    /** Begins a page: nothing of the one before counts for it. */
    void begin() {
        saved.clear();
        current = Optional.empty();
        all = 0;
        unknown = 0;
        otherwise = false;
        hides = false;
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

    /**
     * Takes a string that is shown.
     *
     * @param words get what its glyphs say that they are, where that is asked for
     * @return characters that it is read as, in all readings
     */
    int show(byte[] octets, Optional<StringBuilder> words) throws IOException {
        if (current.isEmpty()) {
            all += octets.length;
            return octets.length;
        }
        int characters = 0;
        Font font = current.get();
        InputStream in = new ByteArrayInputStream(octets);
        while (in.available() > 0) {
            int code = font.font.readCode(in);
            Glyph glyph = glyph(font, code);
            all++;
            otherwise |= glyph.isOtherwise();
            hides |= glyph.hides;
            characters += glyph.said.length() + glyph.otherwise.length();
            words.ifPresent(so -> so.append(glyph.said));
            switch (glyph.meaning) {
                case CHARACTER -> {}
                case BLANK -> font.blank.add(code);
                case ORNAMENT -> font.unknown.add(code);
                case NONE -> {
                    font.unknown.add(code);
                    unknown++;
                }
            }
        }
        return characters;
    }

    /** Whether each glyph of a string is a character, and by its name no other one. */
    boolean areCharacters(byte[] octets) throws IOException {
        if (current.isEmpty()) {
            return false;
        }
        InputStream in = new ByteArrayInputStream(octets);
        while (in.available() > 0) {
            int code = current.get().font.readCode(in);
            Glyph glyph = glyph(current.get(), code);
            boolean character = glyph.meaning == Meaning.CHARACTER || (glyph.meaning == Meaning.BLANK && code == ' ');
            if (!character || glyph.isOtherwise() || glyph.hides) {
                return false;
            }
        }
        return true;
    }

    /** What a glyph is besides what its font says; mostly nothing. */
    String otherwise(PDFont font, int code) throws IOException {
        return glyph(fonts.computeIfAbsent(font, Font::new), code).otherwise;
    }

    private Glyph glyph(Font font, int code) throws IOException {
        Glyph known = font.glyphs.get(code);
        if (known == null) {
            // A procedure that shows itself gets no further than this.
            font.glyphs.put(code, new Glyph("", Meaning.NONE, "", false));
            known = unknownYet(font.font, code);
            font.glyphs.put(code, known);
        }
        return known;
    }

    private Glyph unknownYet(PDFont font, int code) throws IOException {
        String unicode = font.toUnicode(code);
        String said = unicode == null ? "" : unicode;
        Meaning meaning = unicode == null ? Meaning.NONE : meaning(said, font instanceof PDType3Font);
        Optional<Procedure> procedure =
                font instanceof PDType3Font drawn ? procedures.of(drawn, code) : Optional.empty();
        if (procedure.isPresent()) {
            Procedure shown = procedure.get();
            boolean same = GlyphNames.letters(shown.letters).equals(GlyphNames.letters(said));
            return new Glyph(said, meaning, same ? "" : shown.letters, !shown.readable);
        }
        return new Glyph(said, meaning, GlyphNames.otherwise(font, code, said), false);
    }

    /** Whether a noticeable part of the page is shown to people and not told to programs. */
    boolean hideText() {
        int different = 0;
        if (hides) {
            return true;
        }
        for (Font font : fonts.values()) {
            different += font.unknown.size();
            if (font.blank.size() > BLANKS) {
                return true;
            }
        }
        return different > ORNAMENTS || (unknown > FEW && unknown * SHARE >= all);
    }

    /** Whether a glyph of the page is something else by its name, or by what it shows. */
    boolean areOtherwise() {
        return otherwise;
    }

    private static Meaning meaning(String said, boolean drawn) {
        Meaning meaning = said.codePoints()
                .mapToObj(ShownGlyphs::meaning)
                .min(Meaning::compareTo)
                .orElse(Meaning.BLANK);
        boolean mark = drawn && said.length() == 1 && said.charAt(0) > DINGBATS && said.charAt(0) < BEHIND_DINGBATS;
        return mark ? Meaning.ORNAMENT : meaning;
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
