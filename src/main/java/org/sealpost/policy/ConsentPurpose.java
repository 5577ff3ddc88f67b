package org.sealpost.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a consent is for (45 CFR 164.506, 164.508). */
public enum ConsentPurpose {
    TREATMENT,
    PAYMENT,
    OPERATIONS,
    MARKETING,
    ALL;

    /** The name in patients' files, rules and the API. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The purpose of that key. */
    public static Optional<ConsentPurpose> parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(purpose -> purpose.key().equals(wanted))
                .findFirst();
    }

    /** The keys. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(ConsentPurpose::key).toList();
    }
}
