package org.sealpost.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessStreamCache;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.PDFParser;

/** Tika's reader of PDF, whose document stays in memory and within a limit of it, and that ends when it is interrupted. */
final class BoundedPdfParser extends PDFParser {

    private static final long serialVersionUID = 1;

    private final int characters;
    private final transient FileLimits limits;
    private boolean unread;
    private transient List<String> beside = List.of();

    /** @param characters of text that are wanted */
    BoundedPdfParser(int characters, FileLimits limits) {
        this.characters = characters;
        this.limits = limits;
    }

    @Override
    protected PDDocument getPDDocument(
            InputStream stream,
            TikaInputStream tika,
            String password,
            RandomAccessStreamCache.StreamCacheCreateFunction unused,
            Metadata metadata,
            ParseContext context)
            throws IOException {
        PDDocument document = Loader.loadPDF(
                new Interruptible(stream.readAllBytes()),
                password,
                null,
                null,
                MemoryUsageSetting.setupMainMemoryOnly(limits.unpackedOctets()).streamCache);
        try {
            document.setResourceCache(new Listening());
            NameTrees.check(document);
            PdfEffort effort = PdfEffort.of(document, characters);
            PdfObjects objects = PdfObjects.of(document, limits.fileOctets());
            beside = beside(document, objects, effort);
            unread = effort.hidesText() || effort.pixels() > limits.picturePixels();
            return document;
        } catch (IOException | RuntimeException broken) {
            document.close();
            throw broken;
        }
    }

    private List<String> beside(PDDocument document, PdfObjects objects, PdfEffort effort) throws IOException {
        PdfStructure structure =
                objects.haveReplacements() ? PdfStructure.of(document, characters) : PdfStructure.none();
        List<String> all = new ArrayList<>();
        try (PDDocument drawings = new PDDocument()) {
            drawings.setResourceCache(document.getResourceCache());
            for (PDPage drawing : objects.drawings()) {
                if (effort.page(drawing)) {
                    drawings.addPage(drawing);
                }
            }
            if (drawings.getNumberOfPages() > 0) {
                PDFTextStripper reader = new PDFTextStripper();
                reader.setSuppressDuplicateOverlappingText(false);
                all.add(reader.getText(drawings));
                all.addAll(effort.readings().of(drawings, PdfStructure.none()));
            }
        }
        all.addAll(effort.readings().of(document, structure));
        all.add(objects.strings());
        all.add(structure.joined());
        all.add(effort.replacements());
        return all;
    }

    /** What the document that was read says beside its pages. */
    List<String> beside() {
        return beside;
    }

    /** Whether a page of the document that was read shows letters without a meaning, or pictures that could hold writing. */
    boolean hasUnreadPage() {
        return unread;
    }

    /** Octets that can no longer be read once the thread is interrupted. */
    private static final class Interruptible extends RandomAccessReadBuffer {

        Interruptible(byte[] octets) {
            super(octets);
        }

        @Override
        public int read() throws IOException {
            Listening.check();
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Listening.check();
            return super.read(into, offset, length);
        }
    }
}
