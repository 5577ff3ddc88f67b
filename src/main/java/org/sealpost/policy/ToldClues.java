package org.sealpost.policy;

import java.util.List;
import java.util.Set;
import org.sealpost.mail.Clue;
import org.sealpost.mail.Mailbox;

/**
 * What of a message may identify patients; each set is one thing that was written, in all ways in which it can be read.
 *
 * @param toAnyone by what tells whoever reads it
 * @param toPatients by what only a patient of the practice takes for another patient
 * @param byGreeting by a family name in the salutation, which may be a parent's or guardian's own
 * @param shown the addresses that every recipient sees, which tell patients as well
 */
public record ToldClues(
        List<Set<Clue>> toAnyone, List<Set<Clue>> toPatients, List<Set<Clue>> byGreeting, Set<Mailbox> shown) {

    public static final ToldClues NONE = new ToldClues(List.of(), List.of(), List.of(), Set.of());

    public ToldClues {
        toAnyone = List.copyOf(toAnyone);
        toPatients = List.copyOf(toPatients);
        byGreeting = List.copyOf(byGreeting);
        shown = Set.copyOf(shown);
    }

    /** How many, never what. */
    @Override
    public String toString() {
        return "ToldClues[" + (toAnyone.size() + toPatients.size() + byGreeting.size()) + "]";
    }
}
