package org.sealpost.inspect;

/**
 * Where the lines and pages of a text ended when LibreOffice showed it last: small numbers only, and no program shows them.
 * The name alone is not believed, for anything can be packed under it.
 */
final class LayoutCache {

    private static final String NAME = "layout-cache";

    /** Some ten octets for each page and each picture. */
    private static final int MOST = 16 * 1024;

    private LayoutCache() {}

    static boolean is(String entry, byte[] octets) {
        return entry.equals(NAME)
                && octets.length <= MOST
                && FileOctets.kind(octets) == FileKind.OTHER
                && FileOctets.magic(octets).isEmpty()
                && Octets.haveManyZeros(octets)
                && !FileOctets.alsoEndsAsArchive(octets);
    }
}
