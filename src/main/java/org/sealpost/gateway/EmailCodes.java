package org.sealpost.gateway;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.sealpost.delivery.DeliveryQueue;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.RawMessage;
import org.sealpost.portal.CodeAddressee;
import org.sealpost.portal.CodeMail;
import org.sealpost.portal.CodeNotSentException;
import org.sealpost.portal.EmailCodeSender;
import org.sealpost.portal.OneTimeCode;

/** Sends the portal's one-time codes by e-mail, through the queue like every mail of Sealpost's own. */
@Singleton
final class EmailCodes implements EmailCodeSender {

    private final DeliveryQueue queue;
    private final PortalDelivery portal;

    EmailCodes(DeliveryQueue queue, PortalDelivery portal) {
        this.queue = queue;
        this.portal = portal;
    }

    @Override
    public void send(CodeAddressee addressee, OneTimeCode code) throws CodeNotSentException {
        RawMessage mail = CodeMail.build(addressee, code);
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> queue.add(
                            portal.notice(
                                    addressee.practice().id(),
                                    MessageId.next(),
                                    addressee.mailbox(),
                                    mail,
                                    Optional.empty()),
                            mail));
        } catch (RuntimeException databaseAway) {
            throw new CodeNotSentException("The code could not be queued; try again in a minute.", databaseAway);
        }
    }
}
