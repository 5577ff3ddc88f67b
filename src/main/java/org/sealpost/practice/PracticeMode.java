package org.sealpost.practice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a practice's mail is treated as it is decided. */
public enum PracticeMode {
    /** What is decided is done. */
    ENFORCE,
    /** Everything is decided, explained and recorded, and mail passes as it came: to compare before switching on. */
    OBSERVE;

    /** As it stands in the database and in the API. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that name, exactly. */
    public static Optional<PracticeMode> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
