package phi;

import java.util.Arrays;

/** What a message tells, as a person reads it. */
enum Truth {
    /** Nothing of a patient, nothing of health. */
    NONE(false, false, false),
    /** Who someone is or may be. */
    IDENTIFIER(true, false, false),
    /** Something of health, of nobody. */
    HEALTH(false, true, false),
    /** Both, but the one has nothing to do with the other. */
    APART(true, true, false),
    /** Something of the health of someone who is identified. */
    BOTH(true, true, true);

    private final boolean identifier;
    private final boolean health;
    private final boolean both;

    Truth(boolean identifier, boolean health, boolean both) {
        this.identifier = identifier;
        this.health = health;
        this.both = both;
    }

    boolean identifier() {
        return identifier;
    }

    boolean health() {
        return health;
    }

    boolean both() {
        return both;
    }

    /** The truth of that name. */
    static Truth parse(String name) {
        return Arrays.stream(values())
                .filter(truth -> truth.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no truth '" + name + "'."));
    }
}
