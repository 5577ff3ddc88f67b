package org.sealpost.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.util.IOUtils;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.PDF;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.utils.XMLReaderUtils;
import org.xml.sax.SAXException;

/**
 * Reads one document with Apache Tika's parsers: no network, no disk, no character recognition, no other program, no
 * configuration from outside, no entities. Files in it are handed back, not read.
 */
final class DocumentReader {

    private static final TikaConfig NOTHING_CONFIGURED = nothingConfigured();
    private static final OfficeParserConfig OFFICE = office();
    private static final PDFParserConfig PORTABLE = portable();

    static {
        FileLimits limits = FileLimits.defaults();
        // These hold for the whole process; nothing else in it reads office documents.
        ZipSecureFile.setMinInflateRatio(1.0 / limits.ratio());
        ZipSecureFile.setGraceEntrySize(limits.freeOctets());
        ZipSecureFile.setMaxEntrySize(limits.fileOctets());
        ZipSecureFile.setMaxFileCount(limits.entries());
        IOUtils.setByteArrayMaxOverride(limits.fileOctets());
        XMLReaderUtils.setMaxEntityExpansions(1);
    }

    /** Of a PDF: a form that several people filled in and signed has some. */
    private static final int EARLIER_STATES = 12;

    private final int characters;
    private final int files;
    private final FileLimits limits;
    private final Unpacking unpacking;

    /**
     * @param characters of text that are wanted
     * @param files in a document that are wanted
     * @param limits of a PDF, which unfolds while it is read; what else unfolds has been measured before
     */
    DocumentReader(int characters, int files, FileLimits limits, Unpacking unpacking) {
        this.characters = characters;
        this.files = files;
        this.limits = limits;
        this.unpacking = unpacking;
    }

    /** Never throws for what a document holds: what cannot be read is a fault in the reading. */
    DocumentReading read(byte[] octets, FileKind kind) {
        try {
            return switch (kind) {
                case PDF ->
                    PdfPages.areTooMany(octets)
                                    || PdfObjectCount.isTooMuch(octets)
                                    || PdfStreams.unfoldTooFar(octets, limits)
                            ? DocumentReading.failed(UninspectableReason.TOO_LARGE)
                            : withEarlierStates(octets);
                case RTF -> parse(new RTFParser(), TikaInputStream.get(octets));
                case ZIP -> office(octets);
                case COMPOUND -> new CompoundFile(this).read(octets);
                case TNEF -> TnefFile.read(octets, files, unpacking);
                case TEXT, HTML, XML, CALENDAR, MESSAGE, GZIP, PICTURE, OTHER ->
                    DocumentReading.failed(UninspectableReason.ATTACHMENT_NOT_READ);
            };
        } catch (org.apache.poi.EncryptedDocumentException | org.apache.tika.exception.EncryptedDocumentException e) {
            return DocumentReading.failed(UninspectableReason.ENCRYPTED);
        } catch (PdfEffort.TooMuch tooMuch) {
            return DocumentReading.failed(UninspectableReason.TOO_LARGE);
        } catch (IOException | TikaException | SAXException | InvalidFormatException | RuntimeException broken) {
            return DocumentReading.failed(UninspectableReason.BROKEN_FILE);
        } catch (StackOverflowError | OutOfMemoryError tooMuch) {
            return DocumentReading.failed(UninspectableReason.TOO_LARGE);
        }
    }

    private DocumentReading withEarlierStates(byte[] octets) throws IOException, TikaException, SAXException {
        DocumentReading reading = portable(octets);
        List<byte[]> earlier = PdfRevisions.earlier(octets, EARLIER_STATES);
        if (earlier.size() > EARLIER_STATES) {
            return reading.with(UninspectableReason.TOO_LARGE);
        }
        for (byte[] state : earlier) {
            reading = reading.and(portable(state));
        }
        return reading;
    }

    private DocumentReading portable(byte[] octets) throws IOException, TikaException, SAXException {
        BoundedPdfParser parser = new BoundedPdfParser(characters, limits);
        // Its own, not the context's: that one would be copied field by field for each document.
        parser.setPDFParserConfig(PORTABLE);
        DocumentReading reading = parse(parser, TikaInputStream.get(octets)).with(parser.beside());
        return parser.hasUnreadPage() ? reading.with(UninspectableReason.NO_TEXT) : reading;
    }

    private DocumentReading office(byte[] octets)
            throws IOException, TikaException, SAXException, InvalidFormatException {
        // Opened here, since the parser would repair what it cannot open, on the disk.
        try (OPCPackage document = OPCPackage.open(new ByteArrayInputStream(octets));
                TikaInputStream in = TikaInputStream.get(octets)) {
            in.setOpenContainer(document);
            return parse(new OOXMLParser(), in);
        }
    }

    /** What the parser finds. */
    DocumentReading parse(Parser parser, TikaInputStream in) throws IOException, TikaException, SAXException {
        DocumentText text = new DocumentText(characters);
        EmbeddedFiles embedded = new EmbeddedFiles(files, parser instanceof OOXMLParser, unpacking);
        Metadata metadata = new Metadata();
        ParseContext context = new ParseContext();
        context.set(TikaConfig.class, NOTHING_CONFIGURED);
        context.set(OfficeParserConfig.class, OFFICE);
        context.set(EmbeddedDocumentExtractor.class, embedded);
        try (in) {
            parser.parse(in, text, metadata, context);
        } catch (SAXException | TikaException | IOException ended) {
            if (!text.isFull()) {
                throw ended;
            }
        }
        Set<UninspectableReason> faults = EnumSet.noneOf(UninspectableReason.class);
        if (text.isFull() || embedded.tooMuch()) {
            faults.add(UninspectableReason.TOO_LARGE);
        }
        if (hasPageWithoutText(metadata)) {
            faults.add(UninspectableReason.NO_TEXT);
        }
        return new DocumentReading(
                List.of(text.text(), text.aside(), DocumentText.described(metadata)),
                new ArrayList<>(embedded.files()),
                faults);
    }

    private static boolean hasPageWithoutText(Metadata metadata) {
        for (int characters : metadata.getIntValues(PDF.CHARACTERS_PER_PAGE)) {
            if (characters == 0) {
                return true;
            }
        }
        return false;
    }

    private static OfficeParserConfig office() {
        OfficeParserConfig config = new OfficeParserConfig();
        config.setUseSAXDocxExtractor(true);
        config.setUseSAXPptxExtractor(true);
        config.setIncludeDeletedContent(true);
        config.setIncludeMoveFromContent(true);
        config.setIncludeShapeBasedContent(true);
        config.setIncludeHeadersAndFooters(true);
        config.setIncludeSlideNotes(true);
        config.setIncludeSlideMasterContent(true);
        config.setExtractMacros(true);
        config.setExtractAllAlternativesFromMSG(true);
        config.setWriteSelectHeadersInBody(true);
        return config;
    }

    private static PDFParserConfig portable() {
        PDFParserConfig config = new PDFParserConfig();
        config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        config.setExtractInlineImages(false);
        config.setExtractAnnotationText(true);
        config.setExtractAcroFormContent(true);
        config.setExtractBookmarksText(true);
        config.setExtractActions(true);
        config.setCatchIntermediateIOExceptions(false);
        config.setExtractIncrementalUpdateInfo(false);
        config.setParseIncrementalUpdates(false);
        return config;
    }

    private static TikaConfig nothingConfigured() {
        try {
            return new TikaConfig(new ByteArrayInputStream("<properties/>".getBytes(StandardCharsets.US_ASCII)));
        } catch (TikaException | IOException | SAXException impossible) {
            throw new IllegalStateException("Tika has no configuration", impossible);
        }
    }
}
