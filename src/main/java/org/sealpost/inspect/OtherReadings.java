package org.sealpost.inspect;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/** Reads pages of a PDF again that say different things to people and to programs. */
final class OtherReadings {

    /** What is read in the place of what the reader of documents takes. */
    private enum Reading {
        /** The glyphs as their fonts say, whatever stands for them. */
        GLYPHS,
        /** The glyphs by their names, or by what their procedures show. */
        NAMES,
        /** What stands for glyphs, of several within each other the outermost, in the content and by the structure. */
        INSTEAD
    }

    private final ShownGlyphs glyphs;
    private final Set<COSDictionary> named = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<COSDictionary> replaced = Collections.newSetFromMap(new IdentityHashMap<>());

    OtherReadings(ShownGlyphs glyphs) {
        this.glyphs = glyphs;
    }

    /** Takes note of a page that was looked at. */
    void add(PDPage page, boolean otherNames, boolean otherText) {
        if (otherNames) {
            named.add(page.getCOSObject());
        }
        if (otherText) {
            replaced.add(page.getCOSObject());
        }
    }

    /**
     * What pages of the document say otherwise.
     *
     * @param structure what it says in place of parts of pages
     */
    List<String> of(PDDocument document, PdfStructure structure) throws IOException {
        List<String> readings = new ArrayList<>();
        read(document, structure, Reading.NAMES, named, readings);
        read(document, structure, Reading.GLYPHS, replaced, readings);
        Set<COSDictionary> instead = Collections.newSetFromMap(new IdentityHashMap<>());
        instead.addAll(structure.pages());
        instead.addAll(replaced);
        read(document, structure, Reading.INSTEAD, instead, readings);
        return readings;
    }

    private void read(
            PDDocument document,
            PdfStructure structure,
            Reading reading,
            Set<COSDictionary> pages,
            List<String> readings)
            throws IOException {
        if (!pages.isEmpty()) {
            readings.add(new Stripper(structure, reading, pages).getText(document));
        }
    }

    private final class Stripper extends PDFTextStripper {
        private final PdfStructure structure;
        private final Reading reading;
        private final Set<COSDictionary> pages;

        /** What stands for each span that is open. */
        private final Deque<Optional<PdfStructure.Replacement>> spans = new ArrayDeque<>();

        private final Set<PdfStructure.Replacement> written = Collections.newSetFromMap(new IdentityHashMap<>());
        private Optional<PdfStructure.Replacement> instead = Optional.empty();
        private String name = "";

        Stripper(PdfStructure structure, Reading reading, Set<COSDictionary> pages) {
            this.structure = structure;
            this.reading = reading;
            this.pages = pages;
            // What stands twice at one place may be two different things of the same letters.
            setSuppressDuplicateOverlappingText(false);
        }

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
            Listening.check();
            super.processOperator(operator, operands);
        }

        @Override
        public void processPage(PDPage page) throws IOException {
            if (pages.contains(page.getCOSObject())) {
                spans.clear();
                instead = Optional.empty();
                super.processPage(page);
            }
        }

        @Override
        public void beginMarkedContentSequence(COSName tag, COSDictionary properties) {
            Optional<PdfStructure.Replacement> before = instead;
            spans.push(before);
            if (before.isEmpty() && reading == Reading.INSTEAD && properties != null) {
                String text = properties.getString(COSName.ACTUAL_TEXT);
                instead = text != null
                        ? Optional.of(new PdfStructure.Replacement(text))
                        : structure.of(getCurrentPage(), properties.getInt(COSName.MCID));
            }
        }

        @Override
        public void endMarkedContentSequence() {
            if (!spans.isEmpty()) {
                instead = spans.pop();
            }
        }

        @Override
        protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
            name = reading == Reading.NAMES ? glyphs.otherwise(font, code) : "";
            super.showGlyph(matrix, font, code, displacement);
        }

        @Override
        protected void processTextPosition(TextPosition text) {
            if (instead.isPresent()) {
                if (written.add(instead.get())) {
                    super.processTextPosition(saying(text, instead.get().text()));
                }
            } else {
                super.processTextPosition(name.isEmpty() ? text : saying(text, name));
            }
        }

        private static TextPosition saying(TextPosition text, String words) {
            return new TextPosition(
                    text.getRotation(),
                    text.getPageWidth(),
                    text.getPageHeight(),
                    text.getTextMatrix(),
                    text.getEndX(),
                    text.getEndY(),
                    text.getHeight(),
                    text.getIndividualWidths()[0],
                    text.getWidthOfSpace(),
                    words,
                    text.getCharacterCodes(),
                    text.getFont(),
                    text.getFontSize(),
                    (int) text.getFontSizeInPt());
        }
    }
}
