package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.consent.Standing;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.OneAuthor;

/**
 * Records that a patient wrote first (HHS FAQ 570), once: when the author is proven, is one patient's address, and
 * nothing is on record of what the patient agreed to or took back.
 */
@Singleton
final class WroteFirst {

    private static final Actor BY = Actor.system("inbound");

    /** What proves an author. */
    private enum Proof {
        OFF,
        SIGNATURE,
        DMARC
    }

    private final Proof proof;
    private final Set<String> trustedAuthservIds;
    private final ConsentDirectory consents;
    private final PatientRecorder recorder;

    /** @throws IllegalArgumentException in one sentence, when the setting is wrong */
    WroteFirst(InboundSettings settings, ConsentDirectory consents, PatientRecorder recorder) {
        this.proof = switch (settings.wroteFirst()) {
            case "off" -> Proof.OFF;
            case "signature" -> Proof.SIGNATURE;
            case "dmarc" -> Proof.DMARC;
            default ->
                throw new IllegalArgumentException(
                        "sealpost.inbound.wrote-first is none of off, signature and dmarc: correct it.");
        };
        this.trustedAuthservIds = settings.trustedAuthservIds().orElse(List.of()).stream()
                .map(id -> id.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.consents = consents;
        this.recorder = recorder;
    }

    /** What somebody else signed proves no author, though the author's domain may have sent it. */
    void note(IncomingMessage incoming, InboundReading reading, boolean trustedClient) {
        if (reading.isContradicted()) {
            return;
        }
        Optional<Mailbox> author = author(reading, trustedClient);
        if (author.isEmpty()
                || !(consents.identify(incoming.practice(), author.get(), Instant.now())
                        instanceof KnownPatients(List<PatientConsent> patients))) {
            return;
        }
        // Of several at one address nobody knows who wrote.
        if (patients.size() == 1 && patients.getFirst().standing() instanceof Standing.Nothing) {
            recorder.recordWroteFirst(
                    incoming.practice(), patients.getFirst().patient(), incoming.id(), incoming.arrived(), BY);
        }
    }

    private Optional<Mailbox> author(InboundReading reading, boolean trustedClient) {
        return switch (proof) {
            case OFF -> Optional.empty();
            case SIGNATURE -> reading.provenAuthor();
            case DMARC -> reading.provenAuthor().or(() -> trustedClient ? aligned(reading) : Optional.empty());
        };
    }

    /** The author whose domain the edge has found authentic; the outer From is the one that it looked at. */
    private Optional<Mailbox> aligned(InboundReading reading) {
        return OneAuthor.of(reading.original())
                .filter(author -> AuthenticationResults.dmarcPass(reading.original(), trustedAuthservIds)
                        .map(domain -> domain.toAscii().equals(author.domain().toAscii()))
                        .orElse(false));
    }
}
