package org.sealpost.consent.fhir;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.sealpost.consent.ConsentSource.Told;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.SourceId;
import org.sealpost.mail.PracticeId;

/** Asks a FHIR server what patients agreed to, each time anew; that it was away is remembered for a second. */
final class FhirAsk {

    private static final Logger LOG = Logger.getLogger(FhirAsk.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final int PATIENTS_AT_ONCE = 20;
    private static final int MAX_PAGES = 10;

    private final FhirClient client;
    private final SourceMetrics metrics;
    private final Duration timeout;
    private final Function<PracticeId, PatientIdSystem> systems;
    private final Map<PracticeId, Instant> resting = new ConcurrentHashMap<>();

    FhirAsk(
            FhirClient client,
            SourceMetrics metrics,
            FhirSettings settings,
            Function<PracticeId, PatientIdSystem> systems) {
        this.client = client;
        this.metrics = metrics;
        this.timeout = settings.timeout();
        this.systems = systems;
    }

    /** What the server tells of each of the patients. */
    Map<PatientId, Told> ask(PracticeId practice, FhirServer server, Set<PatientId> patients, Instant now) {
        Map<PatientId, Told> told = new HashMap<>();
        patients.forEach(patient -> told.put(patient, new Told.Away()));
        List<PatientId> all = List.copyOf(patients);
        try {
            for (int i = 0; i < all.size(); i += PATIENTS_AT_ONCE) {
                if (isResting(practice)) {
                    return told;
                }
                Set<PatientId> some = Set.copyOf(all.subList(i, Math.min(all.size(), i + PATIENTS_AT_ONCE)));
                told.putAll(some(practice, server, some, now));
            }
            works(practice);
        } catch (ServerAway away) {
            isAway(practice, away.how());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            isAway(practice, fault.getClass().getSimpleName());
        }
        return told;
    }

    /** Whether the server of a practice was away when it was last asked. */
    boolean isAway(PracticeId practice) {
        return resting.containsKey(practice);
    }

    private Map<PatientId, Told> some(PracticeId practice, FhirServer server, Set<PatientId> asked, Instant now)
            throws ServerAway, InterruptedException {
        Answers answers = new Answers(asked);
        PatientIdSystem ids = systems.apply(practice);
        ConsentReader reader = new ConsentReader(ids);
        ServerPatients patients = ServerPatients.included(server, ids);
        Instant deadline = Instant.now().plus(timeout);
        Optional<URI> next = Optional.of(query(server, ids, asked));
        long total = 0;
        List<ResourceText> found = new ArrayList<>();
        for (int pages = 0; next.isPresent(); pages++) {
            Duration left = Duration.between(Instant.now(), deadline);
            if (pages == MAX_PAGES || !left.isPositive()) {
                throw new ServerAway("slow");
            }
            FhirClient.Page page = client.page(server, next.get(), left);
            patients.take(page.patients());
            total = Math.max(total, page.total().orElse(0));
            found.addAll(page.found());
            for (ResourceText consent : page.found()) {
                take(practice, reader, consent, patients, answers, now);
                patients.requireAnswers();
            }
            next = page.next();
        }
        requireWhole(found, total);
        return answers.told();
    }

    /** What is missing may restrict, and of two versions of one consent either may be the one that holds. */
    private static void requireWhole(List<ResourceText> found, long total) throws ServerAway {
        if (total > found.size()) {
            throw new ServerAway("a part of the answer");
        }
        Set<String> ids = new HashSet<>();
        for (ResourceText consent : found) {
            if (consent.id().filter(id -> !ids.add(id)).isPresent()) {
                throw new ServerAway("one consent twice");
            }
        }
    }

    private void take(
            PracticeId practice,
            ConsentReader reader,
            ResourceText consent,
            ServerPatients patients,
            Answers answers,
            Instant now)
            throws ServerAway {
        try {
            if (reader.read(consent, patients, now) instanceof ToldConsent.Given(var patient, var given)) {
                answers.consents(patient, given, ResourceIntake.sourceId(consent, SourceId.Origin.SERVER));
            }
            metrics.taken(SourceMetrics.Way.ASK);
        } catch (ResourceRefused refused) {
            metrics.refused(SourceMetrics.Way.ASK);
            LOG.debugf("A consent of the FHIR server of practice %s was refused: %s", practice, refused.sentence());
            answers.notUnderstood(reader.patientOfRefused(consent, patients));
        }
    }

    private static URI query(FhirServer server, PatientIdSystem ids, Set<PatientId> patients) {
        // One that nobody named is not asked for: a consent without it may be what restricts.
        String system = ids.named().map(FhirAsk::escaped).map(uri -> uri + "|").orElse("");
        String tokens = patients.stream()
                .map(patient -> system + escaped(patient.value()))
                .sorted()
                .collect(Collectors.joining(","));
        return server.at("Consent?_count=200&_include=Consent:patient&patient.identifier="
                + URLEncoder.encode(tokens, StandardCharsets.UTF_8));
    }

    /** Characters that have a meaning in search parameters (FHIR R4, section 3.1.1.4.0.1). */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\,|$])", "\\\\$1");
    }

    private boolean isResting(PracticeId practice) {
        return Optional.ofNullable(resting.get(practice))
                .filter(Instant.now()::isBefore)
                .isPresent();
    }

    private void isAway(PracticeId practice, String how) {
        metrics.failed(SourceMetrics.Way.ASK);
        if (Optional.ofNullable(resting.put(practice, Instant.now().plus(REST))).isEmpty()) {
            LOG.warnf(
                    "The FHIR server of practice %s does not answer (%s): no consent counts until it does.",
                    practice, how);
        }
    }

    private void works(PracticeId practice) {
        if (Optional.ofNullable(resting.remove(practice)).isPresent()) {
            LOG.infof("The FHIR server of practice %s answers again.", practice);
        }
    }

    /** Collects what is told of those who were asked for. */
    private static final class Answers {

        private final Map<PatientId, List<NewConsent>> consents = new HashMap<>();
        private final Set<PatientId> unclear = new HashSet<>();

        Answers(Set<PatientId> asked) {
            asked.forEach(patient -> consents.put(patient, new ArrayList<>()));
        }

        void consents(PatientReference patient, List<NewConsent> given, Optional<SourceId> source) throws ServerAway {
            of(patient).addAll(given.stream().map(one -> one.toldAs(source)).toList());
        }

        void notUnderstood(Optional<PatientReference> patient) throws ServerAway {
            if (patient.isEmpty()) {
                throw new ServerAway("a consent of nobody");
            }
            of(patient.get());
            unclear.add(((PatientReference.AtThePractice) patient.get()).id());
        }

        Map<PatientId, Told> told() {
            Map<PatientId, Told> told = new HashMap<>();
            consents.forEach((patient, given) -> told.put(
                    patient, unclear.contains(patient) ? new Told.NotUnderstood(given) : new Told.Consents(given)));
            return told;
        }

        /** Who tells of others did not understand the question. */
        private List<NewConsent> of(PatientReference patient) throws ServerAway {
            return Optional.of(patient)
                    .filter(PatientReference.AtThePractice.class::isInstance)
                    .map(PatientReference.AtThePractice.class::cast)
                    .flatMap(one -> Optional.ofNullable(consents.get(one.id())))
                    .orElseThrow(() -> new ServerAway("an answer about others"));
        }
    }
}
