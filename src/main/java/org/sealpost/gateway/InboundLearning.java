package org.sealpost.gateway;

import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.sealpost.gateway.InboundReading.Signature;

/** What a delivered message teaches: who wrote first, and with what certificate its author may be written to. */
@Singleton
final class InboundLearning {

    private static final Logger LOG = Logger.getLogger(InboundLearning.class);

    private final WroteFirst wroteFirst;
    private final SignerCertificates certificates;

    InboundLearning(WroteFirst wroteFirst, SignerCertificates certificates) {
        this.wroteFirst = wroteFirst;
        this.certificates = certificates;
    }

    /** Learns what it can: the message is delivered whatever comes of it, and the next one teaches the same. */
    void learn(IncomingMessage incoming, InboundReading reading, boolean trustedClient) {
        try {
            wroteFirst.note(incoming, reading, trustedClient);
        } catch (RuntimeException databaseAway) {
            LOG.warnf(
                    "That the author of message %s wrote first was not recorded (%s).",
                    incoming.id(), databaseAway.getClass().getSimpleName());
        }
        if (reading.signature() instanceof Signature.Pass(var valid)) {
            try {
                certificates.keep(incoming.practice(), valid);
            } catch (RuntimeException databaseAway) {
                LOG.warnf(
                        "The certificate of the author of message %s was not kept (%s).",
                        incoming.id(), databaseAway.getClass().getSimpleName());
            }
        }
    }
}
