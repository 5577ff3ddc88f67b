package org.sealpost.gateway;

import jakarta.inject.Singleton;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.portal.PortalPractice;
import org.sealpost.portal.PortalPractices;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;

/** Tells the portal about practices; the two features do not know each other. */
@Singleton
final class PracticesOfPortal implements PortalPractices {

    private static final String NOBODY = "no-reply";

    private final PracticeDirectory practices;
    private final OwnHostname hostname;

    PracticesOfPortal(PracticeDirectory practices, OwnHostname hostname) {
        this.practices = practices;
        this.hostname = hostname;
    }

    @Override
    public PortalPractice practice(PracticeId practice) {
        PracticeSettings settings = practices.settings(practice);
        return new PortalPractice(
                practice, settings.name(), settings.contact(), sender(settings), settings.codeByEmail());
    }

    /** From the practice's own domain where it has one, so that its SPF and DKIM can align. */
    private Mailbox sender(PracticeSettings settings) {
        String domain = settings.domains().stream()
                .map(Domain::name)
                .sorted()
                .findFirst()
                .orElse(hostname.value());
        try {
            return Mailbox.parse(NOBODY + "@" + domain);
        } catch (InvalidMailboxException noDomain) {
            return new Mailbox(NOBODY, new Domain("localhost"));
        }
    }
}
