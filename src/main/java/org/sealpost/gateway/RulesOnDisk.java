package org.sealpost.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.policy.RulesText;

/**
 * The rules file and the lists beside it, read while nobody writes them: rules of which an editor or a copy has written one
 * half may well be valid, and protect less.
 */
final class RulesOnDisk {

    /** How long nothing may have changed. */
    static final Duration QUIET = Duration.ofMillis(200);

    private static final int MOST_TRIES = 10;

    private final Path file;

    RulesOnDisk(Path file) {
        this.file = file;
    }

    /** By what a change of a file is seen. */
    record Stamp(FileTime modified, long size) {

        /** Of a file that is not there. */
        static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1);

        private static Stamp of(Path file) {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(found.lastModifiedTime(), found.size());
            } catch (IOException missing) {
                return MISSING;
            }
        }
    }

    /**
     * What was read.
     *
     * @param stamps of all files that it was read from, taken before: whatever is written later is seen as a change
     */
    record Found(RulesText text, Map<Path, Stamp> stamps) {

        Found {
            stamps = Map.copyOf(stamps);
        }

        /** When any of them was written last. */
        Instant modified() {
            return stamps.values().stream()
                    .map(stamp -> stamp.modified().toInstant())
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.EPOCH);
        }
    }

    boolean isThere() {
        return Files.exists(file);
    }

    /** How each of the files is now; a list counts as the rules file does. */
    static Map<Path, Stamp> stamps(Collection<Path> files) {
        Map<Path, Stamp> stamps = new HashMap<>();
        files.forEach(one -> stamps.put(one, Stamp.of(one)));
        return stamps;
    }

    /**
     * Reads them again until they were the same before and after.
     *
     * @param quiet how long they must stay the same
     * @return nothing when they change all the time
     * @throws IOException when the rules file cannot be read, or is not UTF-8
     */
    Optional<Found> read(Duration quiet) throws IOException, InterruptedException {
        Map<Path, Stamp> before = stamps(List.of(file));
        for (int i = 0; i < MOST_TRIES; i++) {
            RulesText text = RulesText.read(file);
            Thread.sleep(quiet);
            Map<Path, Stamp> after = stamps(text.files());
            if (after.equals(before)) {
                return Optional.of(new Found(text, after));
            }
            before = after;
        }
        return Optional.empty();
    }
}
