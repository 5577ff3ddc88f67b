package org.sealpost.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.poi.poifs.filesystem.Ole10Native;
import org.apache.poi.poifs.filesystem.Ole10NativeException;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParser.POIFSDocumentType;
import org.xml.sax.SAXException;

/** Microsoft's compound file ([MS-CFB]): what is in it decides what it is. */
final class CompoundFile {

    private final DocumentReader reader;

    CompoundFile(DocumentReader reader) {
        this.reader = reader;
    }

    DocumentReading read(byte[] octets) throws IOException, TikaException, SAXException {
        try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(octets))) {
            return switch (POIFSDocumentType.detectType(files)) {
                case WORDDOCUMENT, WORKBOOK, XLR, POWERPOINT, OUTLOOK, PUBLISHER, VISIO -> document(octets, files);
                case ENCRYPTED, DRMENCRYPTED -> DocumentReading.failed(UninspectableReason.ENCRYPTED);
                case OLE10_NATIVE -> packed(files);
                // Their reader would say that they are empty.
                case COMP_OBJ,
                        UNKNOWN,
                        PROJECT,
                        WORKS,
                        GRAPH,
                        SOLIDWORKS_PART,
                        SOLIDWORKS_ASSEMBLY,
                        SOLIDWORKS_DRAWING -> DocumentReading.failed(UninspectableReason.ATTACHMENT_NOT_READ);
            };
        }
    }

    private DocumentReading document(byte[] octets, POIFSFileSystem files)
            throws IOException, TikaException, SAXException {
        TikaInputStream in = TikaInputStream.get(octets);
        in.setOpenContainer(files);
        return reader.parse(new OfficeParser(), in);
    }

    /** A file that someone dropped into a document. */
    private static DocumentReading packed(POIFSFileSystem files) throws IOException {
        try {
            Ole10Native packed = Ole10Native.createFromEmbeddedOleObject(files);
            return new DocumentReading(
                    List.of(), List.of(new Embedded(packed.getFileName(), "", packed.getDataBuffer())), Set.of());
        } catch (Ole10NativeException broken) {
            return DocumentReading.failed(UninspectableReason.BROKEN_FILE);
        }
    }
}
