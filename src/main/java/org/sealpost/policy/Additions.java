package org.sealpost.policy;

import java.util.List;

/**
 * What a decision adds to a message or to its record, and takes nothing away by.
 *
 * @param tags marks of the rules that matched, for reports
 * @param notices texts that are added to the message: disclaimers of rules, and the notice of 42 CFR 2.32
 * @param invitation whether the patient is asked to say how they prefer to be written to
 */
public record Additions(List<String> tags, List<String> notices, boolean invitation) {

    /** Nothing. */
    public static final Additions NONE = new Additions(List.of(), List.of(), false);

    public Additions {
        tags = List.copyOf(tags);
        notices = List.copyOf(notices);
    }
}
