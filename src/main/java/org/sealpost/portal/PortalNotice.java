package org.sealpost.portal;

import java.net.URI;
import java.util.Locale;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;

/**
 * The e-mail that tells a patient that a message waits. It holds no health information: no subject, no name of the
 * patient, nothing of the message. It goes out with the null reverse path, so that nothing answers it (RFC 3834).
 */
public final class PortalNotice {

    private PortalNotice() {}

    /**
     * Builds the notice.
     *
     * @param recipient whom it goes to
     * @param link of {@link StoredMessage}
     * @param language a BCP 47 tag; English where there is no translation
     * @param invitation whether the patient is asked to say how they prefer to be written to
     */
    public static RawMessage build(
            PortalPractice practice, Mailbox recipient, URI link, String language, boolean invitation) {
        Wording wording = Wording.of(Locale.forLanguageTag(language));
        String contact =
                practice.contact().map(way -> wording.text("contact", way)).orElse(wording.text("contact-none"));
        AutomaticMail mail = new AutomaticMail(practice, recipient)
                .subject(wording.text("notice.subject", practice.name()))
                .paragraph(wording.text("notice.waiting", practice.name()))
                .link(wording.text("notice.open"), link)
                .paragraph(wording.text("notice.how"));
        if (invitation) {
            mail.paragraph(wording.text("notice.invitation", practice.name()));
        }
        return mail.small(wording.text("notice.unexpected", practice.name()))
                .small(contact)
                .small(wording.text("notice.automatic"))
                .build(wording.locale());
    }
}
