package org.sealpost.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.EntryUtils;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.ContentHandler;

/** Takes the files out of a document as octets, and has none of them read: they come to our own walk and its limits. */
final class EmbeddedFiles implements EmbeddedDocumentExtractor {

    private static final String MACRO = "text/x-vbasic";

    private final int most;
    private final boolean macrosOnly;
    private final Unpacking unpacking;
    private final List<Embedded> files = new ArrayList<>();
    private boolean tooMuch;

    /**
     * @param most how many are wanted
     * @param macrosOnly of an office package, whose other files are entries of an archive and found there
     */
    EmbeddedFiles(int most, boolean macrosOnly, Unpacking unpacking) {
        this.most = most;
        this.macrosOnly = macrosOnly;
        this.unpacking = unpacking;
    }

    List<Embedded> files() {
        return files;
    }

    /** Whether there were more, or larger ones, than are taken. */
    boolean tooMuch() {
        return tooMuch;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        if (macrosOnly && !text(metadata, Metadata.CONTENT_TYPE).equals(MACRO)) {
            return false;
        }
        tooMuch |= files.size() >= most;
        return !tooMuch;
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
            throws IOException {
        if (!shouldParseEmbedded(metadata)) {
            return;
        }
        TikaInputStream tika = TikaInputStream.cast(stream);
        Optional<byte[]> octets = tika != null && tika.getOpenContainer() instanceof DirectoryNode folder
                ? compoundFile(folder)
                : unpacking.read(stream);
        tooMuch |= octets.isEmpty();
        octets.ifPresent(all -> files.add(new Embedded(
                text(metadata, TikaCoreProperties.RESOURCE_NAME_KEY), text(metadata, Metadata.CONTENT_TYPE), all)));
    }

    /** A folder of a compound file that is a document itself, as the file that it would be by itself. */
    private Optional<byte[]> compoundFile(DirectoryNode folder) throws IOException {
        try (POIFSFileSystem alone = new POIFSFileSystem()) {
            EntryUtils.copyNodes(folder, alone.getRoot());
            alone.getRoot().setStorageClsid(folder.getStorageClsid());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            alone.writeFilesystem(out);
            return unpacking.takes(out.size()) ? Optional.of(out.toByteArray()) : Optional.empty();
        }
    }

    private static String text(Metadata metadata, String key) {
        String value = metadata.get(key);
        return value == null ? "" : value;
    }
}
