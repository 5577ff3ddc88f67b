package org.sealpost.policy;

import java.util.List;

/**
 * Records of a substance-use programme (42 CFR Part 2): a label on the patient or on the message forbids delivery that is
 * not proven, and adds the notice that whoever receives a disclosure must get.
 */
final class SubstanceUse {

    /** The header field by which a sender labels a message. */
    static final String LABEL = "X-Sealpost-Label";

    /** The only label so far. */
    static final String PART_2 = "part2";

    /** The notice in the words of 42 CFR 2.32(a)(2). */
    static final String NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

    private SubstanceUse() {}

    static void demand(Facts facts, Demands demands) {
        Origin origin = new Origin.SubstanceUse();
        if (!isReadable(facts)) {
            demands.floor(
                    Protection.HOLD,
                    origin,
                    "the label in the field " + LABEL + " is not known; the only one is part2");
        }
        if (isLabelled(facts)) {
            demands.floor(
                    Protection.VERIFIED_TLS, origin, "substance-use records (42 CFR Part 2) need proven protection");
            notice(facts, demands, origin);
        }
    }

    /** It must come with the message; to what is encrypted already, only its sender can add it. */
    private static void notice(Facts facts, Demands demands, Origin origin) {
        if (facts.message().form() == MessageForm.ENCRYPTED) {
            demands.floor(
                    Protection.HOLD,
                    origin,
                    "the notice of 42 CFR 2.32 cannot be added to a message that is encrypted, or signed as one object");
        } else {
            demands.notice(NOTICE);
        }
    }

    /** Whether there is a label. One that cannot be read counts. */
    static boolean isLabelled(Facts facts) {
        return facts.patient().substanceUse() || !labels(facts).isEmpty();
    }

    private static boolean isReadable(Facts facts) {
        return labels(facts).stream().allMatch(label -> label.strip().equalsIgnoreCase(PART_2));
    }

    private static List<String> labels(Facts facts) {
        return facts.message().header(LABEL);
    }
}
