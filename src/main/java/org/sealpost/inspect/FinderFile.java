package org.sealpost.inspect;

/**
 * What a Mac's Finder packs beside the files that someone chose: their attributes (AppleDouble, RFC 1740) and how it
 * showed the folder. No other program opens them; a few names and addresses stand in them as they are.
 */
final class FinderFile {

    /** Octets of one; where files have a second content beside their attributes, it takes more. */
    private static final int MOST = 64 * 1024;

    private static final byte[] ATTRIBUTES = {0, 5, 0x16, 7};
    private static final byte[] FOLDER = {0, 0, 0, 1, 'B', 'u', 'd', '1'};

    private FinderFile() {}

    static boolean is(String entry, byte[] octets) {
        String name = entry.substring(entry.lastIndexOf('/') + 1);
        boolean attributes = name.startsWith("._") && Octets.haveAt(octets, 0, ATTRIBUTES);
        boolean folder = name.equals(".DS_Store") && Octets.haveAt(octets, 0, FOLDER);
        return octets.length <= MOST && (attributes || folder);
    }
}
