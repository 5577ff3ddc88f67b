package org.sealpost.inspect;

import java.util.Optional;

/** What of a message is still to be looked at. */
sealed interface Pending {

    /** Its place in the message, such as {@code 1.2}. */
    String path();

    /** In how many others it is. */
    int depth();

    /** What a part is to the others that it stands with. */
    enum Place {
        ANY,
        /** In a multipart/related, whose HTML shows it. */
        SHOWN,
        /** The second part of a multipart/signed (RFC 1847 section 2.1). */
        SIGNATURE
    }

    /**
     * A message or a part of one.
     *
     * @param unlessDeclared what it is when it declares nothing
     * @param message whether it is a whole message
     * @param place what the one around it takes it for
     */
    record Entity(Piece piece, String path, int depth, ContentType unlessDeclared, boolean message, Place place)
            implements Pending {

        static Entity message(Piece piece, String path, int depth) {
            return new Entity(piece, path, depth, ContentType.plainText(), true, Place.ANY);
        }
    }

    /**
     * A file as one of the kinds that it can be read as.
     *
     * @param charset of a text, as declared
     */
    record File(byte[] octets, FileKind kind, Optional<String> charset, String path, int depth) implements Pending {}

    /**
     * An archive some of whose entries are still to come; only one of them is unpacked at a time.
     *
     * @param logos those of its pictures that are passed over, if it is a document
     */
    record Archive(ZipArchive zip, ArchiveKind kind, Logos logos, String path, int depth) implements Pending {}

    /** A place below another one. */
    static String below(String path, int number) {
        return path.isEmpty() ? Integer.toString(number) : path + "." + number;
    }
}
