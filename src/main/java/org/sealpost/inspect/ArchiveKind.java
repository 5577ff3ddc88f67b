package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;

/** What a zip archive is, which says how its entries are looked at. */
enum ArchiveKind {
    /** Files that someone packed. */
    FILES,
    /** An office document (ECMA-376), most of whose entries its reader reads. */
    OFFICE,
    /** An OpenDocument file (ISO/IEC 26300), whose entries are read one by one. */
    OPEN_DOCUMENT;

    /** Where the name of the first entry stands, and behind it its octets as they are (ISO/IEC 26300-3 section 3.3). */
    private static final int FIRST_NAME = 30;

    private static final byte[] OPEN =
            "mimetypeapplication/vnd.oasis.opendocument.".getBytes(StandardCharsets.US_ASCII);

    static ArchiveKind of(ZipArchive zip, byte[] octets) {
        if (OfficePackage.is(zip)) {
            return OFFICE;
        }
        return Octets.haveAt(octets, FIRST_NAME, OPEN) ? OPEN_DOCUMENT : FILES;
    }

    /** Whether small pictures in it are decoration, such as the one that shows the first page in a folder. */
    boolean isDocument() {
        return this != FILES;
    }

    /** Whether an entry is to be looked at as a file. */
    boolean holdsFile(String entry) {
        return switch (this) {
            case FILES, OPEN_DOCUMENT -> true;
            case OFFICE -> !OfficePackage.readsItself(entry);
        };
    }

    /** Whether an entry is what a program keeps for itself: nobody is shown it, and only letters in it count. */
    boolean keepsForItself(String entry, byte[] octets) {
        return FinderFile.is(entry, octets) || (this == OPEN_DOCUMENT && LayoutCache.is(entry, octets));
    }
}
