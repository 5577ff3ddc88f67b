package org.sealpost.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * A zip archive (PKWARE's APPNOTE), read as its directory says, entry by entry.
 *
 * <p>Programs that go by the directory and programs that go from one local header to the next can see two different
 * archives in the same octets; {@link #ambiguous} tells of whatever would let them.
 */
final class ZipArchive {

    private static final int LOCAL_HEADER = 30;
    private static final int DESCRIPTOR_MOST = 24;
    private static final int END = 22;

    /**
     * One entry.
     *
     * @param octets none when there is a fault, or it is a folder
     * @param fault why it could not be unpacked
     */
    record Entry(String name, byte[] octets, Optional<UninspectableReason> fault) {}

    private final byte[] octets;
    private final ZipFile file;
    private final List<ZipArchiveEntry> entries;
    private Iterator<ZipArchiveEntry> rest;
    private int number;

    private ZipArchive(byte[] octets, ZipFile file) {
        this.octets = octets;
        this.file = file;
        this.entries = Collections.list(file.getEntriesInPhysicalOrder());
        this.rest = entries.iterator();
    }

    /**
     * Reads the directory.
     *
     * @throws IOException when there is none that can be read
     */
    static ZipArchive open(byte[] octets) throws IOException {
        // Nothing needs to be closed: it holds no more than the octets.
        return new ZipArchive(
                octets,
                ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(octets))
                        .get());
    }

    int size() {
        return entries.size();
    }

    boolean holds(Predicate<String> name) {
        return entries.stream().anyMatch(entry -> name.test(entry.getName()));
    }

    boolean isEncrypted() {
        return entries.stream().anyMatch(entry -> entry.getGeneralPurposeBit().usesEncryption());
    }

    /** What people wrote about the archive and its entries, each in its own line. */
    String comments() {
        StringBuilder all = new StringBuilder();
        for (ZipArchiveEntry entry : entries) {
            if (entry.getComment() != null) {
                all.append(entry.getComment()).append('\n');
            }
        }
        int end = octets.length - END;
        while (end >= 0 && !isEnd(end)) {
            end--;
        }
        if (end >= 0) {
            // UTF-8 or not, letters and digits of ASCII are the same.
            all.append(new String(octets, end + END, octets.length - end - END, StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    /** How many entries were handed out. */
    int number() {
        return number;
    }

    /** From the first entry again. */
    void restart() {
        rest = entries.iterator();
        number = 0;
    }

    /** The next entry with a name that is wanted, unpacked; nothing behind the last. */
    Optional<Entry> next(Unpacking unpacking, Predicate<String> wanted) {
        while (rest.hasNext()) {
            number++;
            ZipArchiveEntry entry = rest.next();
            if (wanted.test(entry.getName())) {
                return Optional.of(unpacked(entry, unpacking));
            }
        }
        return Optional.empty();
    }

    private Entry unpacked(ZipArchiveEntry entry, Unpacking unpacking) {
        if (entry.isDirectory()) {
            return new Entry(entry.getName(), new byte[0], Optional.empty());
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return failed(entry, UninspectableReason.ENCRYPTED);
        }
        if (!file.canReadEntryData(entry)) {
            return failed(entry, UninspectableReason.ATTACHMENT_NOT_READ);
        }
        try (var in = file.getInputStream(entry)) {
            Optional<byte[]> unpacked = unpacking.read(in, entry.getCompressedSize());
            return unpacked.map(all -> new Entry(entry.getName(), all, Optional.empty()))
                    .orElseGet(() -> failed(entry, UninspectableReason.TOO_LARGE));
        } catch (IOException | RuntimeException broken) {
            return failed(entry, UninspectableReason.BROKEN_FILE);
        }
    }

    private static Entry failed(ZipArchiveEntry entry, UninspectableReason reason) {
        return new Entry(entry.getName(), new byte[0], Optional.of(reason));
    }

    /** Whether other programs could find other entries: two of a name, gaps, other names in front, something behind. */
    boolean ambiguous() {
        Set<String> names = new HashSet<>();
        long expected = 0;
        for (ZipArchiveEntry entry : entries) {
            long gap = entry.getLocalHeaderOffset() - expected;
            if (!names.add(entry.getName()) || gap < 0 || gap > slack(expected) || !sameNameInFront(entry)) {
                return true;
            }
            expected = entry.getDataOffset() + entry.getCompressedSize();
        }
        return !endsBehind(expected);
    }

    /** A data descriptor may stand behind an entry's octets, never before the first entry. */
    private static int slack(long expected) {
        return expected == 0 ? 0 : DESCRIPTOR_MOST;
    }

    private boolean sameNameInFront(ZipArchiveEntry entry) {
        int at = (int) entry.getLocalHeaderOffset();
        byte[] raw = entry.getRawName();
        if (at < 0 || at + LOCAL_HEADER + raw.length > octets.length || number(at + 26, 2) != raw.length) {
            return false;
        }
        int from = at + LOCAL_HEADER;
        return Arrays.equals(octets, from, from + raw.length, raw, 0, raw.length);
    }

    /** Whether the directory follows the last entry, the archive's one end follows that, and nothing follows the end. */
    private boolean endsBehind(long lastEntry) {
        int end = octets.length - END;
        int least = Math.max(0, end - 0xffff);
        while (end >= least && !isEnd(end)) {
            end--;
        }
        if (end < least) {
            return false;
        }
        long directory = number(end + 16, 4);
        boolean large = directory == 0xffff_ffffL;
        boolean behind = large || (directory >= lastEntry && directory - lastEntry <= slack(lastEntry));
        if (!behind || end + END + number(end + 20, 2) != octets.length) {
            return false;
        }
        // An archive that stands in this one has its end before the directory; one behind it would be another reading.
        for (int earlier = end - 1; earlier >= Math.max(least, lastEntry); earlier--) {
            if (isEnd(earlier)) {
                return false;
            }
        }
        return true;
    }

    private boolean isEnd(int at) {
        return octets[at] == 'P' && octets[at + 1] == 'K' && octets[at + 2] == 5 && octets[at + 3] == 6;
    }

    private long number(int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | octets[at + i] & 0xff;
        }
        return value;
    }
}
