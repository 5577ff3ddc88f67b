package org.sealpost.consent.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sealpost.consent.SourcedConsents;
import org.sealpost.mail.PracticeId;

/** Polls a record system into the real database, whole each time unless it is told otherwise; and what it has. */
@Dependent
class Polling {

    private final AgroalDataSource database;
    private final ResourceIntake intake;
    private final SourcedConsents consents;
    private final SourceMetrics metrics;
    private final PatientIdSystems systems;

    Polling(
            AgroalDataSource database,
            ResourceIntake intake,
            SourcedConsents consents,
            SourceMetrics metrics,
            PatientIdSystems systems) {
        this.database = database;
        this.intake = intake;
        this.consents = consents;
        this.metrics = metrics;
        this.systems = systems;
    }

    void poll(PracticeId practice, RecordServer server) throws Exception {
        poll(practice, server, "0s");
    }

    void poll(PracticeId practice, RecordServer server, String completeEvery) throws Exception {
        FhirServer where = FhirServer.of("x", server.url(), Optional.empty(), false);
        try (FhirClient client = new FhirClient(Duration.ofSeconds(5))) {
            new FhirPoll(
                            client,
                            new PollTable(database),
                            intake,
                            consents,
                            metrics,
                            systems,
                            settings(practice, server, completeEvery, "1h"))
                    .poll(practice, where);
        }
    }

    /** One that polls by itself. */
    FhirSource source(PracticeId practice, RecordServer server, String maxAge) {
        return new FhirSource(settings(practice, server, "0s", maxAge), database, intake, consents, metrics, systems);
    }

    private static FhirSettings settings(
            PracticeId practice, RecordServer server, String completeEvery, String maxAge) {
        return Settings.fhir(new HashMap<>(Map.of(
                "sealpost.fhir.mode",
                "poll",
                "sealpost.fhir.practice-urls." + practice,
                server.url(),
                "sealpost.fhir.poll-every",
                "0s",
                "sealpost.fhir.complete-every",
                completeEvery,
                "sealpost.fhir.max-age",
                maxAge)));
    }

    static ObjectNode patient(String id) {
        ObjectNode patient = (ObjectNode) ConsentJson.node(PatientReaderTest.VALID);
        ConsentJson.set(patient, "/identifier/0/value", "\"" + id + "\"");
        ConsentJson.set(
                patient, "/telecom/0/value", "\"" + FhirWorld.address(id).address() + "\"");
        return patient;
    }

    static ObjectNode of(String patient, String... edits) {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/patient/identifier/value", "\"" + patient + "\"");
        for (int i = 0; i < edits.length; i += 2) {
            ConsentJson.set(consent, edits[i], edits[i + 1]);
        }
        return consent;
    }
}
