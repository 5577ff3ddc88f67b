package org.sealpost.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One reason of a decision.
 *
 * @param level the protection that it is about, such as {@code portal}
 * @param origin where it comes from: a rule with its line, a consent record, kinds of health information, a setting
 * @param why in one sentence for people
 */
public record DecisionReason(Kind kind, String level, String origin, String why) {

    /** What a reason does to its level. */
    public enum Kind {
        /** Nothing weaker than the level. */
        FLOOR,
        /** Not this level. */
        EXCLUSION,
        /** The level cannot be reached now or ever. */
        INFEASIBLE,
        /** The level was possible and lost. */
        LOST,
        /** The level is reached with this, such as a certificate. */
        USED;

        /** As it is stored, such as {@code floor}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
