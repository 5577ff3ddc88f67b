package org.sealpost.practice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;

/**
 * A practice.
 *
 * @param name as patients know it
 * @param contact how patients reach it, for notices and refusals, such as a telephone number
 * @param language of its notices, a BCP 47 tag
 * @param codeByEmail whether the portal's one-time code may go to the mailbox that the notice went to
 * @param timeZone by which its rules ask for the time; without one, the gateway's
 * @param mode whether its mail is treated as it is decided
 * @param domains that it may send as; none: {@code default} any that no other practice has, others not one
 * @param networks from which its servers send
 */
public record PracticeSettings(
        PracticeId id,
        String name,
        Optional<String> contact,
        String language,
        boolean codeByEmail,
        Optional<ZoneId> timeZone,
        PracticeMode mode,
        Set<Domain> domains,
        Set<Network> networks) {

    public PracticeSettings {
        domains = Set.copyOf(domains);
        networks = Set.copyOf(networks);
    }

    /** A practice whose mail is treated as it is decided, where the gateway is. */
    public PracticeSettings(
            PracticeId id,
            String name,
            Optional<String> contact,
            String language,
            boolean codeByEmail,
            Set<Domain> domains,
            Set<Network> networks) {
        this(id, name, contact, language, codeByEmail, Optional.empty(), PracticeMode.ENFORCE, domains, networks);
    }

    /** Whether its mail passes as it came, whatever is decided. */
    public boolean observes() {
        return mode == PracticeMode.OBSERVE;
    }

    /** What the clocks of the practice show. */
    public ZonedDateTime clockAt(Instant now) {
        return now.atZone(timeZone.orElseGet(ZoneId::systemDefault));
    }

    /** The domains as DNS knows them, by which they are compared: a U-label and its A-label are one domain. */
    Set<String> domainNames() {
        return domains.stream().map(Domain::toAscii).collect(Collectors.toUnmodifiableSet());
    }
}
