package org.sealpost.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the versions on record say about the text of the rules file that a start finds: whether it is news, or comes late
 * and must not undo what was brought into force since. Times of files say little: images and archives often have one
 * for all their files, long past.
 *
 * @param versions every version, the newest first
 */
record RulesRecord(List<RulesVersion> versions) {

    RulesRecord {
        versions = List.copyOf(versions);
    }

    Optional<RulesVersion> newest() {
        return versions.stream().findFirst();
    }

    /**
     * Whether the text is to be brought into force.
     *
     * @param sha256 of the text
     * @param modified when the file, or a list of it, was written last
     */
    boolean isNews(String sha256, Instant modified) {
        if (newest().isEmpty()) {
            return true;
        }
        if (newest().get().sha256().equals(sha256)) {
            return false;
        }
        List<RulesVersion> ofFile =
                versions.stream().filter(RulesVersion::fromFile).toList();
        if (ofFile.isEmpty()) {
            // Only people made rules so far, and no digest says whether they knew of the file.
            return modified.isAfter(newest().get().createdAt());
        }
        if (ofFile.getFirst().sha256().equals(sha256)) {
            // A person replaced it.
            return false;
        }
        boolean replaced = ofFile.stream().anyMatch(version -> version.sha256().equals(sha256));
        // Of what the file once held: brought back on purpose, or left behind on a replica that starts anew.
        return !replaced || modified.isAfter(newest().get().createdAt());
    }
}
