package org.sealpost.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.dkim.DkimAlgorithm;

/** DKIM keys that a caller wants made. */
public record DkimKeysForm(
        Optional<String> domain,

        @Schema(description = "rsa, ed25519 or both; both when missing: not every receiver knows Ed25519.")
        Optional<List<String>> algorithms) {

    /** @throws Refusal in one sentence, when there is another one among them */
    Collection<DkimAlgorithm> wanted() {
        List<DkimAlgorithm> wanted = new ArrayList<>();
        for (String key : algorithms.filter(some -> !some.isEmpty()).orElse(List.of("rsa", "ed25519"))) {
            wanted.add(DkimAlgorithm.parse(key)
                    .orElseThrow(() -> Refusal.badRequest("A DKIM key's algorithm is rsa or ed25519.")));
        }
        return new LinkedHashSet<>(wanted);
    }
}
