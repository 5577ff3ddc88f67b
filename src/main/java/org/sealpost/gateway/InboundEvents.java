package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.InboundEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.TlsEvidence;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.delivery.Evidence;
import org.sealpost.gateway.InboundReading.Unread;
import org.sealpost.smime.Decryption;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.SmtpConnection;

/** Maps what is known of mail to a practice onto events. */
@Singleton
final class InboundEvents {

    private final Events events;

    InboundEvents(Events events) {
        this.events = events;
    }

    AuditEvent of(IncomingMessage incoming, InboundEvent data) {
        return AuditEvent.of(incoming.practice(), incoming.id(), data);
    }

    List<Pseudonym> recipients(IncomingMessage incoming) {
        return events.pseudonyms(incoming.practice(), incoming.envelope().recipients());
    }

    AuditEvent received(IncomingMessage incoming, InboundReading reading) {
        Optional<TlsEvidence> tls = incoming.client()
                .tls()
                .map(one -> new TlsEvidence(
                        one.version(), one.cipher(), Optional.empty(), Optional.empty(), Optional.empty()));
        return of(
                incoming,
                new InboundEvent.Received(
                        incoming.envelope().from().mailbox().map(from -> events.pseudonym(incoming.practice(), from)),
                        recipients(incoming),
                        incoming.message().size(),
                        incoming.client().address().getHostAddress(),
                        tls,
                        reading.decryption().map(how -> how.cipher().label()),
                        reading.decryption()
                                .map(Decryption::certificate)
                                .map(one -> Fingerprint.of(one).value()),
                        reading.unread().map(Unread::key),
                        reading.signature().key(),
                        reading.signature().reason(),
                        reading.signature()
                                .signed()
                                .map(valid -> Fingerprint.of(valid.signer()).value()),
                        reading.headers().name().toLowerCase(Locale.ROOT)));
    }

    AuditEvent delivered(IncomingMessage incoming, InboundReading reading, SmtpConnection carrier, Reply reply) {
        return of(
                incoming,
                new InboundEvent.Delivered(
                        recipients(incoming),
                        carrier.nextHop().toString(),
                        carrier.address().getHostAddress(),
                        Evidence.of(carrier.tls()),
                        Evidence.of(reply),
                        reading.decryption().isPresent()));
    }
}
