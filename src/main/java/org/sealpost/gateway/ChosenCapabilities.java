package org.sealpost.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealpost.policy.SmimeForm;
import org.sealpost.smime.EncryptionCapabilities;
import org.sealpost.smime.SmimeException;

/**
 * What a recipient's mail program can read: what a rule says, completed by what is known of the recipient, and that by the
 * setting.
 */
final class ChosenCapabilities {

    private ChosenCapabilities() {}

    /**
     * Of each kind of words one, of the first who says one.
     *
     * @param known words that were learnt or set
     * @param setting what counts where nobody says anything
     * @throws SmimeException when what was learnt or set cannot be read
     */
    static EncryptionCapabilities of(SmimeForm form, Optional<String> known, EncryptionCapabilities setting)
            throws SmimeException {
        List<String> words = completed(form.capabilities(), words(known.orElse("")));
        words = completed(words, words(setting.toString()));
        try {
            return EncryptionCapabilities.parse(String.join(" ", words));
        } catch (IllegalArgumentException unreadable) {
            throw new SmimeException(
                    "What is on record of a recipient's mail program cannot be read: set its capabilities anew.",
                    unreadable);
        }
    }

    private static List<String> completed(List<String> said, List<String> others) {
        List<String> words = new ArrayList<>(said);
        others.stream()
                .filter(word -> SmimeForm.KINDS.stream()
                        .noneMatch(kind -> kind.contains(word) && kind.stream().anyMatch(said::contains)))
                .forEach(words::add);
        return words;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s,]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
