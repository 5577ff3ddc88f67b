package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.sealpost.audit.RepeatingTask;
import org.sealpost.consent.EarlierPatientIds;
import org.sealpost.consent.PatientNames;
import org.sealpost.inspect.KnownNames;
import org.sealpost.mail.PracticeId;

/**
 * The names of each practice's patients, by which messages are looked through. All are read before the first message is
 * taken; who is recorded later, here or by another replica, is known some seconds after. While they cannot be looked at, those
 * that are known stay in force.
 */
@Singleton
final class NamesInForce {

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final PatientNames patients;
    private final EarlierPatientIds ids;
    private final RepeatingTask looking = new RepeatingTask("patients-names", INTERVAL, this::look);
    private volatile Map<PracticeId, KnownNames> names = Map.of();
    private PatientNames.Read read = PatientNames.Read.NOTHING;

    NamesInForce(PatientNames patients, EarlierPatientIds ids) {
        this.patients = patients;
        this.ids = ids;
    }

    KnownNames of(PracticeId practice) {
        return names.getOrDefault(practice, KnownNames.none());
    }

    /** Reads all, and looks after changes from then on. */
    void start() {
        // It finds its rows by what is filled in then.
        ids.correct();
        patients.fillIn();
        look();
        looking.start();
    }

    void stop() {
        looking.close();
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
