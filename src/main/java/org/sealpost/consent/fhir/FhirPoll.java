package org.sealpost.consent.fhir;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.sealpost.audit.Actor;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.SourceId.Origin;
import org.sealpost.consent.SourcedConsents;
import org.sealpost.mail.PracticeId;

/**
 * Reads what a FHIR server has into the records here: what changed since the last time, and from time to time
 * everything, since what was deleted there can be told by its absence only.
 */
final class FhirPoll {

    private static final Logger LOG = Logger.getLogger(FhirPoll.class);
    private static final Actor SERVER = Actor.system("fhir-server");
    private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(30);
    /** The server's clock and ours may differ, and what it stores at that moment may come to sight later. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private static final int MAX_PAGES = 20_000;

    private final FhirClient client;
    private final PollTable table;
    private final ResourceIntake intake;
    private final SourcedConsents consents;
    private final SourceMetrics metrics;
    private final PatientIdSystems systems;
    private final FhirSettings settings;

    FhirPoll(
            FhirClient client,
            PollTable table,
            ResourceIntake intake,
            SourcedConsents consents,
            SourceMetrics metrics,
            PatientIdSystems systems,
            FhirSettings settings) {
        this.client = client;
        this.table = table;
        this.intake = intake;
        this.consents = consents;
        this.metrics = metrics;
        this.systems = systems;
        this.settings = settings;
    }

    /** Reads what is due, if no other replica does. */
    void poll(PracticeId practice, FhirServer server) throws SQLException, ServerAway, InterruptedException {
        Optional<PollTable.Due> due = table.take(practice, server, settings.pollEvery(), settings.completeEvery());
        if (due.isEmpty()) {
            return;
        }
        boolean succeeded = false;
        try {
            Instant start = Instant.now();
            read(practice, server, due.get().changedSince());
            table.succeeded(
                    practice,
                    server,
                    start.minus(OVERLAP),
                    due.get().changedSince().isEmpty());
            succeeded = true;
        } finally {
            if (!succeeded) {
                table.failed(practice);
            }
        }
    }

    private void read(PracticeId practice, FhirServer server, Optional<Instant> since)
            throws ServerAway, InterruptedException {
        String changed = since.map(time -> "&_lastUpdated=ge" + time.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
        readAll(practice, server, server.at("Patient?_count=200" + changed), new HashSet<>());
        Set<SourceId> seen = new HashSet<>();
        readAll(practice, server, server.at("Consent?_count=200&_include=Consent:patient" + changed), seen);
        if (since.isEmpty()) {
            consents.takeBackAllBut(practice, Origin.SERVER, seen, SERVER);
        }
    }

    private void readAll(PracticeId practice, FhirServer server, URI first, Set<SourceId> seen)
            throws ServerAway, InterruptedException {
        ServerPatients patients = ServerPatients.fetched(client, server, () -> systems.of(practice), PAGE_TIMEOUT);
        SearchAnswer answer = new SearchAnswer();
        Map<Remark, Integer> remarks = new LinkedHashMap<>();
        Optional<URI> next = Optional.of(first);
        for (int pages = 0; next.isPresent(); pages++) {
            if (pages == MAX_PAGES) {
                throw new ServerAway("pages without end");
            }
            answer.begin(next.get());
            FhirClient.Page page = client.page(server, next.get(), PAGE_TIMEOUT);
            answer.take(page);
            patients.take(page.patients());
            for (ResourceText resource : page.found()) {
                switch (answer.tells(resource)) {
                    case NEW ->
                        take(practice, resource, patients, seen)
                                .forEach(remark -> remarks.merge(remark, 1, Integer::sum));
                    case AGAIN -> {}
                    case IN_ANOTHER_WAY -> contradicts(practice, resource);
                }
            }
            next = page.next();
        }
        remarks.forEach((remark, times) -> LOG.warnf(
                "%d resources of the FHIR server of practice %s were taken, but %s",
                times, practice, remark.sentence()));
        answer.requireWhole();
    }

    /** Neither of two versions widens anything; the next round may tell one. */
    private void contradicts(PracticeId practice, ResourceText resource) throws ServerAway {
        if (resource.type().equals("Consent")) {
            ResourceIntake.sourceId(resource, Origin.SERVER)
                    .ifPresent(source ->
                            consents.takeBackWhatWidens(practice, source, "It was told in two ways at once.", SERVER));
        }
        throw new ServerAway("one resource in two ways");
    }

    /** Takes one in; what is remarked is told once for all of which it is so. */
    private List<Remark> take(PracticeId practice, ResourceText resource, ServerPatients patients, Set<SourceId> seen)
            throws ServerAway {
        Optional<SourceId> source = ResourceIntake.sourceId(resource, Origin.SERVER);
        source.ifPresent(seen::add);
        ResourceOutcome outcome = intake.take(practice, resource, Origin.SERVER, patients, SERVER);
        patients.requireAnswers();
        return switch (outcome) {
            case ResourceOutcome.Taken(List<Remark> remarks) -> {
                metrics.taken(SourceMetrics.Way.POLL);
                yield remarks;
            }
            case ResourceOutcome.Refused(ResourceRefused why) -> {
                metrics.refused(SourceMetrics.Way.POLL);
                LOG.warnf(
                        "%s of the FHIR server of practice %s was refused: %s",
                        source.filter(id -> resource.type().equals("Consent"))
                                .map(SourceId::key)
                                .orElse("A resource"),
                        practice,
                        why.sentence());
                yield List.of();
            }
        };
    }
}
