package org.sealpost.consent;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.Clue;
import org.sealpost.mail.PersonName;

/**
 * How a patient is looked up by the family name: by itself, and with the day of birth. The practice stands before it, so that
 * a name that many practices' patients have is found in one of them without reading the others' rows.
 */
final class FamilyKey {

    private FamilyKey() {}

    /** All of a patient's, as the database keeps them. */
    static String[] all(String practice, PersonName name, @Nullable LocalDate birth) {
        Set<String> keys = new LinkedHashSet<>();
        for (String family : name.familyKeys()) {
            keys.add(practice + " " + family);
            if (birth != null) {
                keys.add(practice + " " + Clue.familyAndBirth(family, birth).value());
            }
        }
        return keys.toArray(String[]::new);
    }
}
