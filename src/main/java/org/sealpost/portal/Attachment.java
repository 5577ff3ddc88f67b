package org.sealpost.portal;

import java.util.Locale;

/**
 * A part that is offered as a download.
 *
 * @param number its place in the message: it names the part in addresses, never a file name does
 * @param name safe to save under
 * @param octets decoded
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier from the reader to the page; nobody compares two
record Attachment(int number, DownloadName name, byte[] octets) {

    private static final int KIB = 1024;

    /** How large it is, in words. Public for the template. */
    public String size() {
        if (octets.length < KIB) {
            return octets.length + " bytes";
        }
        if (octets.length < KIB * KIB) {
            return Math.round((double) octets.length / KIB) + " KB";
        }
        return String.format(Locale.ROOT, "%.1f MB", (double) octets.length / KIB / KIB);
    }
}
