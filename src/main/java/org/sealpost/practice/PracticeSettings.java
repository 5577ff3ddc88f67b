package org.sealpost.practice;

import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;

/**
 * A practice.
 *
 * @param name as patients know it
 * @param contact how patients reach it, for notices and refusals, such as a telephone number
 * @param language of its notices, a BCP 47 tag
 * @param codeByEmail whether the portal's one-time code may go to the mailbox that the notice went to
 * @param domains that it may send as; none: any that no other practice has
 * @param networks from which its servers send
 */
public record PracticeSettings(
        PracticeId id,
        String name,
        Optional<String> contact,
        String language,
        boolean codeByEmail,
        Set<Domain> domains,
        Set<Network> networks) {

    public PracticeSettings {
        domains = Set.copyOf(domains);
        networks = Set.copyOf(networks);
    }
}
