package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.sealpost.consent.PatientNames;
import org.sealpost.inspect.KnownNames;
import org.sealpost.mail.PracticeId;

/**
 * The names of each practice's patients, by which messages are looked through. All are read before the first message is
 * taken; who is recorded later, here or by another replica, is known some seconds after.
 */
@Singleton
final class NamesInForce {

    private static final Logger LOG = Logger.getLogger(NamesInForce.class);
    private static final long SECONDS = 2;

    private final PatientNames patients;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("patients-names").factory());
    private volatile Map<PracticeId, KnownNames> names = Map.of();
    private PatientNames.Read read = PatientNames.Read.NOTHING;
    private boolean failing;

    NamesInForce(PatientNames patients) {
        this.patients = patients;
    }

    KnownNames of(PracticeId practice) {
        return names.getOrDefault(practice, KnownNames.none());
    }

    /** Reads all, and looks after changes from then on. */
    void start() {
        patients.fillIn();
        look();
        timer.scheduleWithFixedDelay(this::lookAgain, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    private void lookAgain() {
        try {
            look();
            failing = false;
        } catch (RuntimeException | Error failure) {
            // An error too, or new patients would never be recognised again.
            if (!failing) {
                LOG.warnf(
                        "Patients' names cannot be looked at now (%s): those that are known stay in force.",
                        failure.getClass().getSimpleName());
            }
            failing = true;
        }
    }

    private void look() {
        Map<PracticeId, KnownNames.Builder> changed = new HashMap<>();
        PatientNames.Read now = patients.changedSince(
                read,
                (practice, name) -> changed.computeIfAbsent(practice, its -> of(its).toBuilder())
                        .add(name));
        if (!changed.isEmpty()) {
            Map<PracticeId, KnownNames> all = new HashMap<>(names);
            changed.forEach((practice, builder) -> all.put(practice, builder.build()));
            names = Map.copyOf(all);
        }
        read = now;
    }
}
