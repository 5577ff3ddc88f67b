package org.sealpost.gateway;

import java.util.ArrayList;
import java.util.List;
import org.sealpost.policy.SmimeForm;
import org.sealpost.smime.EncryptionCapabilities;
import org.sealpost.smime.SmimeException;

/** What a recipient's mail program can read: what a rule says, completed by what is known of the recipient. */
final class ChosenCapabilities {

    private ChosenCapabilities() {}

    /**
     * @param known words that were learnt or set, else those of the setting; a word of a rule for the same thing comes first
     * @throws SmimeException when what was learnt or set cannot be read
     */
    static EncryptionCapabilities of(SmimeForm form, String known) throws SmimeException {
        List<String> words = new ArrayList<>(form.capabilities());
        for (String word : known.isEmpty() ? List.<String>of() : List.of(known.split(" ", -1))) {
            boolean said = SmimeForm.KINDS.stream()
                    .anyMatch(kind -> kind.contains(word) && kind.stream().anyMatch(form.capabilities()::contains));
            if (!said) {
                words.add(word);
            }
        }
        try {
            return EncryptionCapabilities.parse(String.join(" ", words));
        } catch (IllegalArgumentException unreadable) {
            throw new SmimeException(
                    "What is on record of a recipient's mail program cannot be read: set its capabilities anew.",
                    unreadable);
        }
    }
}
