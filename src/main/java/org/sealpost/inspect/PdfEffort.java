package org.sealpost.inspect;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;

/**
 * Goes through what the pages of a PDF do, without doing it, before its reader does: forms that draw forms can multiply,
 * and the reader keeps every letter of a page and listens to nobody. On the way it adds up the pictures that each page
 * shows, all of a page together, since scanners cut pages into strips, and looks for letters that no reader can tell.
 */
final class PdfEffort extends PDFStreamEngine {

    private static final int MOST_PAGES = 5000;
    private static final int MOST_OPERATORS = 2_000_000;
    private static final int DEEPEST_FORM = 20;
    private static final int CHECKED_EACH = 1024;

    /** Octets of strings that are shown; two of them are one letter in many fonts. */
    private final long mostLetters;

    private int operators;
    private long letters;
    private int forms;
    private long pixels;
    private long pixelsOfAPage;
    private final ShownGlyphs glyphs = new ShownGlyphs();
    private boolean hidesText;

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
        pixelsOfAPage = 0;
        long before = letters;
        glyphs.begin();
        processPage(page);
        pixels = Math.max(pixels, pixelsOfAPage);
        hidesText |= glyphs.hideText();
        return letters > before;
    }

    /** Pixels of the page that shows the most. */
    long pixels() {
        return pixels;
    }

    /** Whether a page shows letters that only people can read. */
    boolean hidesText() {
        return hidesText;
    }

    private boolean isTooMuch() {
        return operators > MOST_OPERATORS || letters > mostLetters;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        operators++;
        if (operators % CHECKED_EACH == 0 && Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("no more of it is wanted");
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
                letters += string.getBytes().length;
                if (isTooMuch()) {
                    throw new TooMuch();
                }
                glyphs.show(string.getBytes());
            } else if (operand instanceof COSArray array) {
                show(array);
            }
        }
    }

    private void font(List<COSBase> operands) throws IOException {
        if (!operands.isEmpty() && operands.getFirst() instanceof COSName name && getResources() != null) {
            glyphs.font(getResources().getFont(name));
        }
    }

    private void state(List<COSBase> operands) throws IOException {
        if (!operands.isEmpty() && operands.getFirst() instanceof COSName name && getResources() != null) {
            PDExtendedGraphicsState state = getResources().getExtGState(name);
            if (state != null && state.getFontSetting() != null) {
                glyphs.font(state.getFontSetting().getFont());
            }
        }
    }

    private void draw(List<COSBase> operands) throws IOException {
        if (operands.isEmpty() || !(operands.getFirst() instanceof COSName name) || getResources() == null) {
            return;
        }
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
        pixelsOfAPage += (long) Math.max(0, width) * Math.max(0, height);
    }

    /** Why the reader of documents must not have it. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("the document does too much");
        }
    }
}
