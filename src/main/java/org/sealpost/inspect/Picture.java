package org.sealpost.inspect;

/** How much a picture can show, as its own header says: a logo, or a page that someone can read. */
final class Picture {

    private static final int JPEG_FRAME_FIRST = 0xc0;
    private static final int JPEG_FRAME_LAST = 0xcf;
    private static final int JPEG_SCAN = 0xda;

    private final byte[] octets;

    private Picture(byte[] octets) {
        this.octets = octets;
    }

    /** Whether it is too small to show a page of writing. */
    static boolean isLogo(byte[] octets, FileLimits limits) {
        if (octets.length > limits.pictureOctets()) {
            return false;
        }
        long pixels = pixels(octets);
        return pixels > 0 && pixels <= limits.picturePixels();
    }

    /** Width times height, or a negative number when they are not known. */
    static long pixels(byte[] octets) {
        return new Picture(octets).pixels();
    }

    private long pixels() {
        if (octets.length < 26) {
            return -1;
        }
        return switch (octets[0] & 0xff) {
            case 0x89 -> big(16, 4) * big(20, 4);
            case 'G' -> little(6) * little(8);
            case 0xff -> jpegPixels();
            default -> -1;
        };
    }

    /** From segment to segment up to the one that begins the frame (ITU T.81 annex B). */
    private long jpegPixels() {
        int at = 2;
        while (at + 9 < octets.length && (octets[at] & 0xff) == 0xff) {
            int marker = octets[at + 1] & 0xff;
            if (marker == JPEG_SCAN) {
                return -1;
            }
            boolean table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
            if (marker >= JPEG_FRAME_FIRST && marker <= JPEG_FRAME_LAST && !table) {
                return big(at + 5, 2) * big(at + 7, 2);
            }
            at += 2 + (int) Math.max(2, big(at + 2, 2));
        }
        return -1;
    }

    private long big(int at, int length) {
        long value = 0;
        for (int i = at; i < at + length; i++) {
            value = value << 8 | octets[i] & 0xff;
        }
        return value;
    }

    private long little(int at) {
        return octets[at] & 0xff | (octets[at + 1] & 0xff) << 8;
    }
}
