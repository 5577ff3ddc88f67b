package org.sealpost.inspect;

import java.time.Duration;

/**
 * How far files may unfold: a small one can hold a thousand times its size, and the same again within.
 *
 * @param entries entries of one archive: an office document has some dozens, a folder that people send some hundreds
 * @param ratio how many times its packed size an entry may hold: office documents reach about fifty
 * @param freeOctets up to which the ratio does not count, since a short entry of spaces is no bomb
 * @param fileOctets octets of one file that is unpacked or handed to a reader of documents, which needs several times
 *     its size in memory
 * @param unpackedOctets octets that are unpacked for one message in all, which bounds the time that takes
 * @param pictureOctets up to which a picture within a document, or one that the HTML shows, counts as a logo; a page that
 *     was scanned legibly takes more
 * @param picturePixels the same in pixels: a page of writing needs more, however well it is packed
 * @param documentTime for one document; two fifths of it may be a processor's ({@link FileThreads}), so that on a machine that
 *     does nothing else one that is made to be slow keeps no message for two seconds
 */
record FileLimits(
        int entries,
        int ratio,
        int freeOctets,
        int fileOctets,
        long unpackedOctets,
        int pictureOctets,
        int picturePixels,
        Duration documentTime) {

    private static final int MEBI = 1024 * 1024;
    private static final int LIGHT_OCTETS = 256 * 1024;

    static FileLimits defaults() {
        return new FileLimits(1000, 100, MEBI, 32 * MEBI, 96L * MEBI, 64 * 1024, 250_000, Duration.ofSeconds(3));
    }

    /**
     * Pixels of all different logos of a message or a document: those of several senders and their icons take less, a page that is
     * cut into pieces more if it is to be read (a sheet at 100 dots an inch has 935,000).
     */
    long logoPixels() {
        return 4L * picturePixels;
    }

    /** What a letter or a leaflet needs, of which several can be read at once in any heap. */
    FileLimits light() {
        return new FileLimits(
                entries, ratio, LIGHT_OCTETS, LIGHT_OCTETS, LIGHT_OCTETS, pictureOctets, picturePixels, documentTime);
    }
}
