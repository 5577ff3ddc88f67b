package org.sealpost.portal;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import java.util.List;
import java.util.Optional;

/** Which of the readings of a multipart/alternative is shown: the last that can be (RFC 2046 section 5.1.4). */
final class AlternativeChoice {

    private AlternativeChoice() {}

    static Optional<MimePart> best(List<MimePart> readings) {
        return readings.reversed().stream()
                .filter(AlternativeChoice::canBeShown)
                .findFirst();
    }

    private static boolean canBeShown(MimePart reading) {
        ContentType type = MailReader.type(reading);
        return MailReader.isText(type) || (type.match("multipart/*") && holdsText(reading));
    }

    /** Such as HTML with its pictures, in a multipart/related. */
    private static boolean holdsText(MimePart reading) {
        try {
            MimeMultipart multipart = new MimeMultipart(new MimePartDataSource(reading));
            for (int i = 0; i < multipart.getCount(); i++) {
                if (MailReader.isText(MailReader.type((MimePart) multipart.getBodyPart(i)))) {
                    return true;
                }
            }
            return false;
        } catch (MessagingException unreadable) {
            return false;
        }
    }
}
