package org.sealpost.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.PatientRecorder;

/** Records how a patient who reads a message prefers to be written to. */
@ApplicationScoped
class Preferences {

    private final ReadingSessions sessions;
    private final PortalPractices practices;
    private final ConsentDirectory patients;
    private final PatientRecorder recorder;

    Preferences(
            ReadingSessions sessions, PortalPractices practices, ConsentDirectory patients, PatientRecorder recorder) {
        this.sessions = sessions;
        this.practices = practices;
        this.patients = patients;
        this.recorder = recorder;
    }

    /** Whose message it is, if the session is good and the message is its own. */
    @Transactional
    Optional<PortalPractice> of(Secret session, UUID message) {
        Instant now = Instant.now();
        Optional<KeptMessage> own = sessions.message(session, message, now);
        own.ifPresent(kept -> sessions.seen(session, now));
        return own.map(kept -> practices.practice(kept.practice()));
    }

    /** Records the choice, with its event; false when the session is not good for the message. */
    @Transactional
    boolean record(Secret session, UUID message, Preference chosen) {
        Instant now = Instant.now();
        Optional<KeptMessage> own = sessions.message(session, message, now);
        Optional<PatientConsent> patient = own.flatMap(kept -> patients.patient(kept.practice(), kept.patient, now));
        if (own.isEmpty() || patient.isEmpty()) {
            return false;
        }
        Actor who = Actor.patient(patient.get().patientId().value());
        return recorder.record(own.get().practice(), own.get().patient, chosen.consent(now), who)
                .isPresent();
    }
}
