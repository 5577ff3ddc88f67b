package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.Set;
import org.sealpost.keys.OwnDomains;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;

/** Tells the certificates of a practice's keys which domains are the practice's: neither feature knows the other. */
@Singleton
final class DomainsOfPractices implements OwnDomains {

    private final PracticeDirectory practices;

    DomainsOfPractices(PracticeDirectory practices) {
        this.practices = practices;
    }

    @Override
    public Set<Domain> of(PracticeId practice) {
        return practices.find(practice).map(PracticeSettings::domains).orElse(Set.of());
    }
}
