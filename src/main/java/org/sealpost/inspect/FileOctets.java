package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What octets themselves say that they are. */
final class FileOctets {

    /** Readers of PDF look for its beginning so far into a file. */
    private static final int PDF_WITHIN = 1024;

    /** The end of a zip archive stands behind at most a comment of 65,535 octets (APPNOTE 4.3.16). */
    private static final int ZIP_END_WITHIN = 65_535 + 22;

    private static final int LOOK = 2048;

    private record Magic(FileKind kind, int at, String octets) {}

    private static final List<Magic> MAGIC = List.of(
            new Magic(FileKind.PDF, 0, "%PDF-"),
            new Magic(FileKind.ZIP, 0, "PK\u0003\u0004"),
            new Magic(FileKind.ZIP, 0, "PK\u0005\u0006"),
            new Magic(FileKind.COMPOUND, 0, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
            new Magic(FileKind.RTF, 0, "{\\rtf"),
            new Magic(FileKind.TNEF, 0, "x\u009f>\""),
            // With the one method of compression that there is (RFC 1952 section 2.3.1).
            new Magic(FileKind.GZIP, 0, "\u001f\u008b\b"),
            new Magic(FileKind.PICTURE, 0, "\u0089PNG\r\n\u001a\n"),
            new Magic(FileKind.PICTURE, 0, "\u00ff\u00d8\u00ff"),
            new Magic(FileKind.PICTURE, 0, "GIF87a"),
            new Magic(FileKind.PICTURE, 0, "GIF89a"),
            new Magic(FileKind.PICTURE, 8, "WEBPVP8"),
            // PostScript, also as printers' programs begin it.
            new Magic(FileKind.OTHER, 0, "%!PS"),
            new Magic(FileKind.OTHER, 0, "\u0004%!PS"),
            new Magic(FileKind.OTHER, 0, "\u001b%-12345X"),
            new Magic(FileKind.OTHER, 0, "II*\0"),
            new Magic(FileKind.OTHER, 0, "MM\0*"),
            new Magic(FileKind.OTHER, 0, "7z\u00bc\u00af\u0027\u001c"),
            new Magic(FileKind.OTHER, 0, "Rar!\u001a\u0007"));

    private FileOctets() {}

    static FileKind kind(byte[] octets) {
        String head = head(octets);
        Optional<FileKind> certain = magic(head);
        if (certain.isPresent()) {
            return certain.get();
        }
        if (startsWide(head)) {
            return FileKind.TEXT;
        }
        if (!Octets.haveBinaryControls(octets)) {
            return textKind(head);
        }
        return head.substring(0, Math.min(head.length(), PDF_WITHIN)).contains("%PDF-") ? FileKind.PDF : FileKind.OTHER;
    }

    /** What they begin with that no text does; the first thirty octets are enough. */
    static Optional<FileKind> magic(byte[] octets) {
        return magic(head(octets));
    }

    private static Optional<FileKind> magic(String head) {
        for (Magic magic : MAGIC) {
            if (head.startsWith(magic.octets(), magic.at())) {
                return Optional.of(magic.kind());
            }
        }
        return Optional.empty();
    }

    /** Whether something else reads the same octets as a file of another kind: the end of an archive stands in them. */
    static boolean alsoEndsAsArchive(byte[] octets) {
        for (int at = octets.length - 22; at >= Math.max(0, octets.length - ZIP_END_WITHIN); at--) {
            if (octets[at] == 'P' && octets[at + 1] == 'K' && octets[at + 2] == 5 && octets[at + 3] == 6) {
                return true;
            }
        }
        return false;
    }

    /** Whether a byte order mark of UTF-16 stands first. */
    static boolean startsWide(byte[] octets) {
        return startsWide(head(octets));
    }

    private static boolean startsWide(String head) {
        return head.startsWith("\u00fe\u00ff") || head.startsWith("\u00ff\u00fe");
    }

    private static String head(byte[] octets) {
        return new String(octets, 0, Math.min(octets.length, LOOK), StandardCharsets.ISO_8859_1);
    }

    private static FileKind textKind(String head) {
        String begin = withoutMark(head);
        String start = begin.stripLeading();
        if (startsWith(start, "begin:vc")) {
            return FileKind.CALENDAR;
        }
        if (startsWith(start, "<!doctype html") || startsWith(start, "<html")) {
            return FileKind.HTML;
        }
        if (startsWith(start, "<?xml")) {
            return start.toLowerCase(Locale.ROOT).contains("<html") ? FileKind.HTML : FileKind.XML;
        }
        return startsAsMessage(begin) ? FileKind.MESSAGE : FileKind.TEXT;
    }

    /** Whether a text's first character that is no space opens a tag: who looks for HTML in it finds some. */
    static boolean startsAsMarkup(byte[] octets) {
        String head = head(octets);
        // In UTF-16 each letter has a companion.
        String letters = startsWide(head) ? head.substring(2).replace("\0", "") : withoutMark(head);
        return letters.stripLeading().startsWith("<");
    }

    private static String withoutMark(String head) {
        return head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
    }

    private static boolean startsWith(String head, String beginning) {
        return head.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    /** Whether the first line is a field that mail servers and mail readers put first. */
    private static boolean startsAsMessage(String head) {
        int colon = head.indexOf(':');
        return colon > 0
                && switch (head.substring(0, colon).toLowerCase(Locale.ROOT)) {
                    case "received",
                            "return-path",
                            "delivered-to",
                            "message-id",
                            "mime-version",
                            "from",
                            "date",
                            "subject",
                            "x-sender",
                            "x-account-key",
                            "x-mozilla-status",
                            "dkim-signature",
                            "content-type" -> true;
                    default -> false;
                };
    }
}
