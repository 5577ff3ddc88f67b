package org.sealpost.inspect;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontFactory;
import org.apache.pdfbox.pdmodel.font.PDType3CharProc;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what the pages of a PDF do, without doing it, before its reader does: forms that draw forms can multiply,
 * and the reader keeps every letter of a page and listens to nobody. On the way it adds up the pictures that each page
 * shows, all of a page together, since scanners cut pages into strips, and looks for letters that no reader can tell, or that
 * can be told in several ways.
 */
final class PdfEffort extends PDFStreamEngine {

    private static final int MOST_PAGES = 5000;
    private static final int MOST_OPERATORS = 2_000_000;

    /** All letters of a page are in memory at once, each with some 400 octets; a page that people read has some thousands. */
    private static final int MOST_LETTERS_OF_A_PAGE = 200_000;

    /** Streams of which the content of one page is put together: programs write some dozens. */
    private static final int MOST_CONTENTS = 2000;

    /** How often states may choose a font again, which their reader then makes anew. */
    private static final int MOST_REPEATED = 500;

    private static final int DEEPEST_FORM = 20;

    /** Procedures of glyphs that show glyphs that have procedures. */
    private static final int DEEPEST_PROCEDURE = 3;

    /** Pixels of a picture that a glyph shows: letters of bitmaps have some ten thousand at most. */
    private static final int LARGE_GLYPH = 100_000;

    private static final int CHECKED_EACH = 1024;

    /** Octets of strings that are shown, or what they are read as: two of them are one letter in many fonts. */
    private final long mostLetters;

    private int operators;
    private long letters;
    private long lettersBefore;
    private int forms;
    private long pixels;
    private long pixelsOfAPage;
    private final PdfFonts fonts = new PdfFonts();
    private final Map<COSDictionary, PDFont> fontsOfStates = new IdentityHashMap<>();
    private int repeated;
    private final ShownGlyphs glyphs = new ShownGlyphs(this::procedure);
    private final ReplacedText replaced = new ReplacedText();
    private final OtherReadings readings = new OtherReadings(glyphs);
    private boolean hidesText;

    /** What the procedures of the glyphs that are being looked at show, the innermost first. */
    private final Deque<ProcedureText> within = new ArrayDeque<>();

    private static final class ProcedureText {
        private final StringBuilder letters = new StringBuilder();
        private boolean shows;
        private boolean readable = true;
    }

    private PdfEffort(int characters) {
        this.mostLetters = 2L * characters;
    }

    /**
     * Goes through all pages.
     *
     * @throws TooMuch when its reader would take too long
     * @throws IOException when the document is broken, or the thread was interrupted
     */
    static PdfEffort of(PDDocument document, int characters) throws IOException {
        PdfEffort effort = new PdfEffort(characters);
        int pages = 0;
        for (PDPage page : document.getPages()) {
            if (++pages > MOST_PAGES) {
                throw new TooMuch();
            }
            effort.page(page);
        }
        return effort;
    }

    /**
     * Goes through a page, or what is drawn as if it were one.
     *
     * @return whether it shows letters
     */
    boolean page(PDPage page) throws IOException {
        Listening.check();
        if (page.getCOSObject().getCOSArray(COSName.CONTENTS) instanceof COSArray contents
                && contents.size() > MOST_CONTENTS) {
            throw new TooMuch();
        }
        pixelsOfAPage = 0;
        lettersBefore = letters;
        glyphs.begin();
        replaced.begin();
        processPage(page);
        pixels = Math.max(pixels, pixelsOfAPage);
        hidesText |= glyphs.hideText();
        readings.add(page, glyphs.areOtherwise(), replaced.isOtherwise());
        return letters > lettersBefore;
    }

    /** Pixels of the page that shows the most. */
    long pixels() {
        return pixels;
    }

    /** Whether a page shows letters that only people can read. */
    boolean hidesText() {
        return hidesText;
    }

    /** What of the pages can be read in several ways. */
    OtherReadings readings() {
        return readings;
    }

    /** What stands in the place of pictures and drawings. */
    String replacements() {
        return replaced.withoutGlyphs();
    }

    private boolean isTooMuch() {
        return operators > MOST_OPERATORS || letters > mostLetters || letters - lettersBefore > MOST_LETTERS_OF_A_PAGE;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        operators++;
        if (operators % CHECKED_EACH == 0) {
            Listening.check();
        }
        if (isTooMuch()) {
            throw new TooMuch();
        }
        switch (operator.getName()) {
            case "Tj", "TJ", "'", "\"" -> show(operands);
            case "Tf" -> font(operands);
            case "gs" -> state(operands);
            case "q" -> glyphs.save();
            case "Q" -> glyphs.restore();
            case "Do" -> draw(operands);
            case "BDC" -> letters += replaced.begin(properties(operands));
            case "BMC" -> replaced.begin(Optional.empty());
            case "EMC" -> replaced.end();
            case "BI" ->
                picture(
                        operator.getImageParameters().getInt(COSName.W, COSName.WIDTH, 0),
                        operator.getImageParameters().getInt(COSName.H, COSName.HEIGHT, 0));
            default -> {}
        }
    }

    private void show(Iterable<? extends COSBase> operands) throws IOException {
        for (COSBase operand : operands) {
            if (operand instanceof COSString string) {
                show(string.getBytes());
            } else if (operand instanceof COSArray array) {
                show(array);
            }
        }
    }

    private void show(byte[] octets) throws IOException {
        letters += octets.length;
        if (isTooMuch()) {
            throw new TooMuch();
        }
        Optional<ProcedureText> procedure = Optional.ofNullable(within.peek());
        Optional<StringBuilder> words = procedure.map(text -> text.letters).or(replaced::open);
        letters += Math.max(0, glyphs.show(octets, words) - octets.length);
        if (procedure.isPresent()) {
            procedure.get().shows |= octets.length > 0;
            procedure.get().readable &= glyphs.areCharacters(octets);
        }
    }

    /** The letters that a glyph shows which is a content of its own; they are positioned by nobody, but in their order. */
    private Optional<ShownGlyphs.Procedure> procedure(PDType3Font font, int code) throws IOException {
        PDType3CharProc drawn = font.getCharProc(code);
        if (drawn == null || drawn.getCOSObject().getLength() == 0) {
            return Optional.empty();
        }
        if (within.size() == DEEPEST_PROCEDURE) {
            return Optional.of(new ShownGlyphs.Procedure("", false));
        }
        ProcedureText text = new ProcedureText();
        within.push(text);
        glyphs.save();
        glyphs.font(null);
        int open = replaced.depth();
        try {
            processType3Stream(drawn, new Matrix());
        } finally {
            replaced.restore(open);
            glyphs.restore();
            within.pop();
        }
        return text.shows
                ? Optional.of(new ShownGlyphs.Procedure(text.letters.toString(), text.readable))
                : Optional.empty();
    }

    private Optional<COSDictionary> properties(List<COSBase> operands) {
        if (operands.size() < 2) {
            return Optional.empty();
        }
        if (operands.get(1) instanceof COSName name && getResources() != null) {
            PDPropertyList list = getResources().getProperties(name);
            return Optional.ofNullable(list).map(PDPropertyList::getCOSObject);
        }
        return operands.get(1) instanceof COSDictionary dictionary ? Optional.of(dictionary) : Optional.empty();
    }

    private void font(List<COSBase> operands) throws IOException {
        if (!operands.isEmpty() && operands.getFirst() instanceof COSName name && getResources() != null) {
            COSDictionary named = getResources().getCOSObject().getCOSDictionary(COSName.FONT);
            COSDictionary font = named == null ? null : named.getCOSDictionary(name);
            if (font != null) {
                fonts.take(font);
            }
            glyphs.font(getResources().getFont(name));
        }
    }

    private void state(List<COSBase> operands) throws IOException {
        if (!operands.isEmpty() && operands.getFirst() instanceof COSName name && getResources() != null) {
            PDExtendedGraphicsState state = getResources().getExtGState(name);
            if (state != null && state.getFontSetting() != null) {
                glyphs.font(fontOf(state));
            }
        }
    }

    /** Whoever asks a state for its font gets a new one each time. */
    private @Nullable PDFont fontOf(PDExtendedGraphicsState state) throws IOException {
        if (!(state.getCOSObject().getDictionaryObject(COSName.FONT) instanceof COSArray setting)
                || !(setting.getObject(0) instanceof COSDictionary font)) {
            return null;
        }
        PDFont known = fontsOfStates.get(font);
        if (known == null) {
            fonts.take(font);
            known = PDFontFactory.createFont(font);
            fontsOfStates.put(font, known);
        } else if (++repeated > MOST_REPEATED) {
            throw new TooMuch();
        }
        return known;
    }

    private void draw(List<COSBase> operands) throws IOException {
        if (operands.isEmpty() || !(operands.getFirst() instanceof COSName name) || getResources() == null) {
            return;
        }
        Listening.check();
        PDXObject object = getResources().getXObject(name);
        if (object instanceof PDImageXObject image) {
            picture(image.getWidth(), image.getHeight());
        } else if (object instanceof PDFormXObject form && forms < DEEPEST_FORM) {
            forms++;
            glyphs.save();
            try {
                showForm(form);
            } finally {
                forms--;
                glyphs.restore();
            }
        }
    }

    private void picture(int width, int height) {
        long pixels = (long) Math.max(0, width) * Math.max(0, height);
        pixelsOfAPage += within.isEmpty() || pixels > LARGE_GLYPH ? pixels : 0;
    }

    /** Why the reader of documents must not have it. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("the document does too much");
        }
    }
}
