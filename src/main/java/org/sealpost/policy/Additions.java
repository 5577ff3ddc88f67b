package org.sealpost.policy;

import java.util.List;

/**
 * What a decision adds to a message or to its record, and takes nothing away by.
 *
 * @param tags marks of the rules that matched, for reports
 * @param notices texts that are added to the message: disclaimers of rules, and the notice of 42 CFR 2.32
 * @param invitation whether the patient is asked to say how they prefer to be written to
 * @param smime how it is signed and encrypted, where it is
 */
public record Additions(List<String> tags, List<String> notices, boolean invitation, SmimeForm smime) {

    /** Nothing. */
    public static final Additions NONE = new Additions(List.of(), List.of(), false, SmimeForm.DEFAULT);

    public Additions {
        tags = List.copyOf(tags);
        notices = List.copyOf(notices);
    }
}
