package org.sealpost.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.policy.SmimeForm;
import org.sealpost.smime.EncryptionCapabilities;

/** What a recipient's mail program can read: what a rule says, completed by what is known of the recipient. */
final class ChosenCapabilities {

    private ChosenCapabilities() {}

    /** @param known words that were learnt or set; a word of a rule for the same thing comes first */
    static EncryptionCapabilities of(SmimeForm form, Optional<String> known) {
        List<String> words = new ArrayList<>(form.capabilities());
        for (String word : known.map(text -> List.of(text.split(" "))).orElse(List.of())) {
            boolean said = SmimeForm.KINDS.stream()
                    .anyMatch(kind -> kind.contains(word) && kind.stream().anyMatch(form.capabilities()::contains));
            if (!said) {
                words.add(word);
            }
        }
        return EncryptionCapabilities.parse(String.join(" ", words));
    }
}
