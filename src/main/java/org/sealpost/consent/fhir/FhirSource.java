package org.sealpost.consent.fhir;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.sealpost.audit.RepeatingTask;
import org.sealpost.consent.ConsentSource;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.SourcedConsents;
import org.sealpost.mail.PracticeId;

/**
 * The FHIR server that knows consents. Polled, its consents are among the records here, and count while the last poll is
 * young enough; asked, it tells them for each message. While it is away no consent counts; where there is none, or none that
 * is polled, nothing that was polled before widens.
 */
@Singleton
public final class FhirSource implements ConsentSource {

    private static final Logger LOG = Logger.getLogger(FhirSource.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final FhirServers servers;
    private final FhirSettings settings;
    private final SourceMetrics metrics;
    private final FhirClient client;
    private final PollTable table;
    private final FhirPoll poll;
    private final FhirAsk ask;
    private final RepeatingTask polling;
    /** Until when what was polled counts. */
    private volatile Map<PracticeId, Instant> freshUntil = Map.of();

    FhirSource(
            FhirSettings settings,
            AgroalDataSource database,
            ResourceIntake intake,
            SourcedConsents consents,
            SourceMetrics metrics,
            PatientIdSystems systems) {
        this.settings = settings;
        this.metrics = metrics;
        servers = FhirServers.of(settings);
        client = new FhirClient(settings.timeout());
        table = new PollTable(database);
        poll = new FhirPoll(client, table, intake, consents, metrics, systems, settings);
        ask = new FhirAsk(client, metrics, settings, systems::of);
        polling = new RepeatingTask("consent-poll", TICK, this::pollAll);
    }

    void start(@Observes StartupEvent starting) {
        if (servers.mode() == FhirSettings.Mode.POLL) {
            polling.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        polling.close();
        client.close();
    }

    @Override
    public Map<PatientId, Told> of(PracticeId practice, Set<PatientId> patients, Instant now) {
        FhirServer server = servers.byPractice().get(practice);
        if (server == null) {
            return each(patients, new Told.NobodyAsked());
        }
        return switch (servers.mode()) {
            case NONE -> each(patients, new Told.NobodyAsked());
            case POLL -> isFresh(practice) ? Map.of() : each(patients, new Told.Away());
            case ASK -> ask.ask(practice, server, patients, now);
        };
    }

    /** The practices whose server is away, so that no consent counts. */
    Set<PracticeId> away() {
        return servers.byPractice().keySet().stream()
                .filter(practice ->
                        servers.mode() == FhirSettings.Mode.POLL ? !isFresh(practice) : ask.isAway(practice))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isFresh(PracticeId practice) {
        return Optional.ofNullable(freshUntil.get(practice))
                .filter(Instant.now()::isBefore)
                .isPresent();
    }

    private static Map<PatientId, Told> each(Set<PatientId> patients, Told told) {
        return patients.stream().collect(Collectors.toUnmodifiableMap(patient -> patient, patient -> told));
    }

    private void pollAll() throws SQLException, InterruptedException {
        lookWhetherFresh();
        for (Map.Entry<PracticeId, FhirServer> server : servers.byPractice().entrySet()) {
            try {
                poll.poll(server.getKey(), server.getValue());
            } catch (ServerAway away) {
                failed(server.getKey(), away.how());
            } catch (RuntimeException fault) {
                // The other practices' servers are read all the same.
                failed(server.getKey(), fault.getClass().getSimpleName());
            }
        }
        lookWhetherFresh();
    }

    private void failed(PracticeId practice, String how) {
        metrics.failed(SourceMetrics.Way.POLL);
        LOG.warnf(
                "The FHIR server of practice %s cannot be read (%s): tried again in %d s; no consent counts once the last"
                        + " success is %d s ago.",
                practice,
                how,
                settings.pollEvery().toSeconds(),
                settings.maxAge().toSeconds());
    }

    /** Another replica may have polled. */
    private void lookWhetherFresh() throws SQLException {
        Map<PracticeId, Instant> fresh = new HashMap<>();
        table.ages(servers.byPractice())
                .forEach((practice, age) -> fresh.put(
                        practice, Instant.now().plus(settings.maxAge()).minus(age)));
        freshUntil = Map.copyOf(fresh);
    }
}
