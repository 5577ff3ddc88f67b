package org.sealpost.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.fontbox.cff.CFFFont;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.CmapTable;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.font.PDCIDFontType0;
import org.apache.pdfbox.pdmodel.font.PDCIDFontType2;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;

/**
 * Which character a glyph is by its name, its encoding or the font program's own table (ISO 32000-2 section 9.6.5, OpenType's
 * cmap), where the font's ToUnicode map says another one. The map is for programs; people see the glyph.
 */
final class GlyphNames {

    /** Tables of a font program that lead from characters to glyphs: platforms and encodings that are Unicode's. */
    private static final int[][] UNICODE = {{3, 10}, {3, 1}, {0, 4}, {0, 3}, {0, 2}, {0, 1}, {0, 0}};

    private GlyphNames() {}

    /**
     * The character that a glyph is besides what its font says.
     *
     * @param said what the font says
     * @return nothing where both are the same, or nothing but the map says what it is
     */
    static String otherwise(PDFont font, int code, String said) throws IOException {
        if (!font.getCOSObject().containsKey(COSName.TO_UNICODE)) {
            return "";
        }
        List<String> shown = switch (font) {
            case PDSimpleFont simple -> named(simple, code);
            case PDType0Font composite -> named(composite, code);
            default -> List.of();
        };
        return shown.isEmpty() || shown.contains(said) || shown.stream().anyMatch(one -> isSame(one, said))
                ? ""
                : shown.stream().filter(one -> differs(one, said)).findFirst().orElse(shown.getFirst());
    }

    /** Whether two texts are the same to the search, but for marks. */
    private static boolean isSame(String one, String other) {
        String letters = letters(one);
        return !letters.isEmpty() && letters.equals(letters(other));
    }

    /** Whether a text has letters or digits that another one does not say. */
    static boolean differs(String shown, String said) {
        String letters = letters(shown);
        return !letters.isEmpty() && !letters.equals(letters(said));
    }

    /** What of a text counts as said: letters and digits, in lower case. */
    static String letters(String text) {
        if (text.length() == 1 && text.charAt(0) < 0x80) {
            char c = text.charAt(0);
            return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? text : ofLetters(text);
        }
        return ofLetters(NormalText.of(text));
    }

    private static String ofLetters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private static List<String> named(PDSimpleFont font, int code) {
        if (font.getEncoding() == null) {
            return List.of();
        }
        String character = font.getGlyphList().toUnicode(font.getEncoding().getName(code));
        return character == null ? List.of() : List.of(character);
    }

    private static List<String> named(PDType0Font font, int code) throws IOException {
        return switch (font.getDescendantFont()) {
            case PDCIDFontType2 outlines
            when outlines.isEmbedded() && outlines.getTrueTypeFont() != null ->
                mapped(outlines.getTrueTypeFont(), outlines.codeToGID(code));
            case PDCIDFontType0 outlines
            when outlines.isEmbedded() && outlines.getCFFFont() != null ->
                named(outlines.getCFFFont(), outlines.codeToGID(code));
            default -> List.of();
        };
    }

    private static List<String> mapped(TrueTypeFont program, int glyph) throws IOException {
        CmapTable table = program.getCmap();
        for (int[] which : table == null ? new int[0][] : UNICODE) {
            CmapLookup characters = table.getSubtable(which[0], which[1]);
            List<Integer> codes = characters == null ? null : characters.getCharCodes(glyph);
            if (codes != null) {
                List<String> all = new ArrayList<>();
                codes.forEach(code -> all.add(Character.toString(code)));
                return all;
            }
        }
        return List.of();
    }

    private static List<String> named(CFFFont program, int glyph) {
        if (program.getCharset() == null || program.getCharset().isCIDFont()) {
            return List.of();
        }
        String character =
                GlyphList.getAdobeGlyphList().toUnicode(program.getCharset().getNameForGID(glyph));
        return character == null ? List.of() : List.of(character);
    }
}
