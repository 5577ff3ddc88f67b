package org.sealpost.inspect;

import java.nio.ByteBuffer;

/**
 * What a Mac's Finder packs beside the files that someone chose: their attributes (AppleDouble, RFC 1740 section 2) and how
 * it showed the folder. No other program opens them; a few names and addresses stand in them as they are. A name and a first
 * octet are not believed: attributes with a second content of any size, or with anything else, are files like others.
 */
final class FinderFile {

    private static final int FOLDER_MOST = 64 * 1024;

    /** As much as a Mac writes in one block for the attributes of a file. */
    private static final int ATTRIBUTES_MOST = 4096;

    private static final byte[] ATTRIBUTES = {0, 5, 0x16, 7, 0, 2, 0, 0};
    private static final byte[] FOLDER = {0, 0, 0, 1, 'B', 'u', 'd', '1'};

    private static final int COUNT = 24;
    private static final int TABLE = 26;
    private static final int TABLE_ENTRY = 12;

    private static final int FINDER_INFO = 9;
    private static final int RESOURCE_FORK = 2;

    /** An empty one has a head, room for no data and the map of no resources, and begins so. */
    private static final int EMPTY_FORK = 286;

    private static final byte[] EMPTY_FORK_HEAD = {0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 30};

    private FinderFile() {}

    static boolean is(String entry, byte[] octets) {
        String name = entry.substring(entry.lastIndexOf('/') + 1);
        boolean attributes = name.startsWith("._") && areAttributes(octets);
        boolean folder = name.equals(".DS_Store")
                && Octets.haveAt(octets, 0, FOLDER)
                && octets.length <= FOLDER_MOST
                && Octets.haveManyZeros(octets);
        return (attributes || folder) && !FileOctets.alsoEndsAsArchive(octets);
    }

    /** Whether they are the Finder's attributes, and behind them at most an empty second content, up to the last octet. */
    private static boolean areAttributes(byte[] octets) {
        if (!Octets.haveAt(octets, 0, ATTRIBUTES)
                || octets.length < TABLE
                || octets.length > ATTRIBUTES_MOST + EMPTY_FORK) {
            return false;
        }
        ByteBuffer file = ByteBuffer.wrap(octets);
        int count = file.getShort(COUNT);
        int end = TABLE + count * TABLE_ENTRY;
        if (count < 1 || count > 2 || end > octets.length) {
            return false;
        }
        for (int number = 0; number < count; number++) {
            int at = TABLE + number * TABLE_ENTRY;
            int offset = file.getInt(at + 4);
            int length = file.getInt(at + 8);
            boolean known = switch (file.getInt(at)) {
                case FINDER_INFO -> number == 0 && length >= 0 && length <= ATTRIBUTES_MOST;
                case RESOURCE_FORK -> number == 1 && isEmptyFork(octets, offset, length);
                default -> false;
            };
            if (!known || offset != end) {
                return false;
            }
            end += length;
        }
        return end == octets.length;
    }

    private static boolean isEmptyFork(byte[] octets, int offset, int length) {
        return length == 0 || (length == EMPTY_FORK && offset >= 0 && Octets.haveAt(octets, offset, EMPTY_FORK_HEAD));
    }
}
