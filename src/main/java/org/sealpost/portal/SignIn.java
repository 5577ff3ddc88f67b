package org.sealpost.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.AccessEvent;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.EventData;
import org.sealpost.audit.PortalEvent;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.RecipientIdentity;

/**
 * Proves who follows a link: first the birth date, then a one-time code.
 *
 * <p>Guarantee: an answer tells nobody whether the link is known or the birth date right, until the code proves both.
 * A try is one birth date with one code; each further wrong code is one more. A right birth date counts as a try too
 * until its code is given, else five dates would tell by the lock which one was right. Five tries without a sign-in
 * lock the message until the practice's staff unlock it, so nobody can send a patient more than five codes either.
 */
@ApplicationScoped
class SignIn {

    /** A new code is sent after this time at the earliest; until then the old one stays good. */
    static final Duration RESEND = Duration.ofMinutes(1);

    private static final String PORTAL = "portal";

    /** What a birth date led to. */
    sealed interface Begun {
        /** The message is locked. */
        record Locked() implements Begun {}

        /** The code is asked for; only if there is an addressee, one is sent. */
        record CodeAsked(Optional<CodeToSend> toSend) implements Begun {}
    }

    /** What a code led to. */
    sealed interface Completed {
        /** Signed in, with the secret of the new session. */
        record SignedIn(UUID portalMessage, Secret session) implements Completed {}

        /** Not the code, or not the birth date, or not a message. */
        record Wrong() implements Completed {}

        /** The message is locked. */
        record Locked() implements Completed {}
    }

    /** A code on its way. */
    record CodeToSend(CodeAddressee addressee, OneTimeCode code) {}

    private final KeptMessages messages;
    private final SignInCodes codes;
    private final ReadingSessions sessions;
    private final ConsentDirectory patients;
    private final PortalPractices practices;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    SignIn(
            KeptMessages messages,
            SignInCodes codes,
            ReadingSessions sessions,
            ConsentDirectory patients,
            PortalPractices practices,
            AuditLog audit,
            Pseudonyms pseudonyms) {
        this.messages = messages;
        this.codes = codes;
        this.sessions = sessions;
        this.patients = patients;
        this.practices = practices;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /** Takes a birth date. */
    @Transactional
    Begun begin(Secret token, Secret visit, LocalDate birthDate) {
        Instant now = Instant.now();
        Optional<KeptMessage> found = messages.lockOfLink(token, now);
        if (found.isEmpty()) {
            return new Begun.CodeAsked(Optional.empty());
        }
        KeptMessage message = found.get();
        if (message.isLocked()) {
            return new Begun.Locked();
        }
        if (!message.hasTriesLeft()) {
            lock(message, now);
            return new Begun.Locked();
        }
        message.tries++;
        Optional<PatientConsent> patient = patient(message, now)
                .filter(known -> known.birthDate().filter(birthDate::equals).isPresent());
        return new Begun.CodeAsked(code(message, visit, patient, now));
    }

    /** Takes a code. */
    @Transactional
    Completed complete(Secret token, Secret visit, String typed) {
        Instant now = Instant.now();
        Optional<KeptMessage> found = messages.lockOfLink(token, now);
        if (found.isEmpty()) {
            return new Completed.Wrong();
        }
        KeptMessage message = found.get();
        if (message.isLocked()) {
            return new Completed.Locked();
        }
        Optional<SignInCode> begun = codes.ofVisit(message, visit, now);
        if (begun.isEmpty()) {
            return new Completed.Wrong();
        }
        Optional<SignInCode> fitting =
                OneTimeCode.parse(typed).flatMap(code -> fitting(message, begun.get(), code, now));
        Optional<PatientConsent> patient = patient(message, now);
        if (fitting.isPresent() && patient.isPresent()) {
            fitting.get().usedAt = now;
            begun.get().usedAt = now;
            return signedIn(message, patient.get(), now);
        }
        return wrong(message, begun.get(), now);
    }

    private Optional<CodeToSend> code(
            KeptMessage message, Secret visit, Optional<PatientConsent> patient, Instant now) {
        Optional<SignInCode> recent = codes.sentSince(message, now.minus(RESEND), now);
        if (patient.isPresent() && recent.isPresent()) {
            recent.get().visitHash = visit.hash();
            return Optional.empty();
        }
        OneTimeCode code = OneTimeCode.next();
        codes.persist(new SignInCode(message, Optional.of(visit), patient.isPresent(), code, now));
        return patient.map(known -> new CodeToSend(addressee(message, known), code));
    }

    private CodeAddressee addressee(KeptMessage message, PatientConsent patient) {
        return new CodeAddressee(
                practices.practice(message.practice()),
                message.message(),
                message.id,
                message.recipient(),
                patient.phone(),
                patient.language());
    }

    private Optional<SignInCode> fitting(KeptMessage message, SignInCode begun, OneTimeCode typed, Instant now) {
        if (!begun.proven) {
            return Optional.empty();
        }
        return begun.is(typed)
                ? Optional.of(begun)
                : codes.givenByPractice(message, now).filter(given -> given.is(typed));
    }

    private Completed signedIn(KeptMessage message, PatientConsent patient, Instant now) {
        Secret session = Secret.next();
        sessions.persist(new ReadingSession(message, session, now));
        message.tries = 0;
        Actor who = Actor.patient(patient.patientId().value());
        append(message, new AccessEvent.SignedIn(who, PORTAL, "birth-date-and-code"));
        if (message.openedAt == null) {
            message.openedAt = now;
            append(
                    message,
                    new PortalEvent.Opened(
                            pseudonyms.of(message.practice(), message.recipient()), message.id, who.id()));
        }
        return new Completed.SignedIn(message.id, session);
    }

    private Completed wrong(KeptMessage message, SignInCode begun, Instant now) {
        begun.failures++;
        // The birth date was this try's beginning and is counted already.
        if (begun.failures > 1) {
            message.tries++;
        }
        if (message.hasTriesLeft()) {
            return new Completed.Wrong();
        }
        lock(message, now);
        return new Completed.Locked();
    }

    private void lock(KeptMessage message, Instant now) {
        message.lockedAt = now;
        Optional<Actor> claimed = patients.patient(message.practice(), message.patient, now)
                .map(patient -> Actor.patient(patient.patientId().value()));
        append(message, new AccessEvent.Denied(claimed, PORTAL, "too many tries to sign in; the message is locked"));
    }

    /** The patient, as long as the address that the notice went to is still theirs. */
    private Optional<PatientConsent> patient(KeptMessage message, Instant now) {
        return switch (patients.identify(message.practice(), message.recipient(), now)) {
            case RecipientIdentity.Stranger ignored -> Optional.empty();
            case RecipientIdentity.KnownPatients known ->
                known.patients().stream()
                        .filter(patient -> patient.patient().equals(message.patient))
                        .findFirst();
        };
    }

    private void append(KeptMessage message, EventData data) {
        audit.append(List.of(AuditEvent.of(message.practice(), message.message(), data)));
    }
}
