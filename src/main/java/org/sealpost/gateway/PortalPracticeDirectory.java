package org.sealpost.gateway;

import jakarta.inject.Singleton;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.portal.PortalPractice;
import org.sealpost.portal.PortalPractices;
import org.sealpost.portal.PortalSettings;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;

/** Tells the portal about practices: neither feature knows the other. */
@Singleton
final class PortalPracticeDirectory implements PortalPractices {

    private final PracticeDirectory practices;
    private final PortalSettings settings;

    PortalPracticeDirectory(PracticeDirectory practices, PortalSettings settings) {
        this.practices = practices;
        this.settings = settings;
    }

    @Override
    public PortalPractice practice(PracticeId id) {
        PracticeSettings practice = practices.settings(id);
        return new PortalPractice(id, practice.name(), practice.contact(), sender(practice), practice.codeByEmail());
    }

    /** From the practice's own domain where it has one, so that what it signs aligns; else from the portal's host. */
    private Mailbox sender(PracticeSettings practice) {
        String domain = practice.domains().stream()
                .map(Domain::name)
                .sorted()
                .findFirst()
                .orElseGet(() -> settings.url().getHost());
        try {
            return Mailbox.parse("secure-message@" + domain);
        } catch (InvalidMailboxException wrong) {
            throw new IllegalStateException(
                    "Notices have no valid sender: set sealpost.portal.url to an address with a host name.", wrong);
        }
    }
}
