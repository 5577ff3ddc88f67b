package org.sealpost.consent.fhir;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.PatientAddress;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.PatientDetails;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.RecipientIdentity;
import org.sealpost.consent.RecordsAlone;
import org.sealpost.consent.Relationship;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.Standing;
import org.sealpost.consent.ToldAddresses;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/** Practices and patients for tests, on the real database. */
@ApplicationScoped
class FhirWorld {

    private final PatientRecorder patients;
    /** As while a server is polled. */
    private final ConsentDirectory directory;
    /** As in these tests' settings: without a server. */
    private final ConsentDirectory unasked;

    private final PatientIdSystems systems;
    private final EntityManager database;

    FhirWorld(
            PatientRecorder patients,
            ConsentDirectory unasked,
            RecordsAlone records,
            PatientIdSystems systems,
            EntityManager database) {
        this.patients = patients;
        this.directory = records.directory();
        this.unasked = unasked;
        this.systems = systems;
        this.database = database;
    }

    /** A practice whose patient ids are of no system yet. */
    PracticeId unsettledPractice() {
        PracticeId practice =
                new PracticeId("fhir-" + UUID.randomUUID().toString().substring(0, 8));
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("INSERT INTO practice (id, name) VALUES (?1, 'A practice')")
                        .setParameter(1, practice.value())
                        .executeUpdate());
        return practice;
    }

    /** A practice whose patient ids are those of the system in the tests. */
    PracticeId newPractice() {
        PracticeId practice = unsettledPractice();
        QuarkusTransaction.requiringNew().run(() -> systems.settle(practice, "urn:mrn"));
        return practice;
    }

    /** A patient whose address is their id in lower case. */
    void patient(PracticeId practice, String id) throws Exception {
        patients.take(
                practice,
                new PatientDetails(
                        new PatientId(id),
                        "Robin",
                        "Sample",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "en",
                        List.of(new PatientAddress(address(id), Relationship.SELF, false))),
                new ToldAddresses(SourceId.Origin.API, Set.of()));
    }

    /** What holds for a purpose: the channels, or why none does; empty when there is no such patient. */
    String standing(PracticeId practice, String id, Purpose purpose) {
        return standing(directory, practice, id, purpose);
    }

    /** The same where no server is configured any more. */
    String treatmentWithoutServer(PracticeId practice, String id) {
        return standing(unasked, practice, id, Purpose.TREATMENT);
    }

    private static String standing(ConsentDirectory asked, PracticeId practice, String id, Purpose purpose) {
        RecipientIdentity identity = asked.identify(practice, List.of(address(id)), Optional.of(purpose), Instant.now())
                .getFirst();
        if (!(identity instanceof RecipientIdentity.KnownPatients(List<PatientConsent> known))) {
            return "";
        }
        return switch (known.getFirst().standing()) {
            case Standing.Consented(var consent) ->
                consent.channels().stream()
                        .map(Channel::key)
                        .collect(Collectors.collectingAndThen(
                                Collectors.toCollection(TreeSet::new), keys -> String.join("+", keys)));
            case Standing.WroteFirst(var one) -> "wrote first";
            case Standing.Nothing(var why) -> why.toString();
        };
    }

    String treatment(PracticeId practice, String id) {
        return standing(practice, id, Purpose.TREATMENT);
    }

    long events(PracticeId practice) {
        return QuarkusTransaction.requiringNew()
                .call(() -> (Long)
                        database.createNativeQuery("SELECT count(*) FROM audit_event WHERE practice = ?1", Long.class)
                                .setParameter(1, practice.value())
                                .getSingleResult());
    }

    static Mailbox address(String id) {
        try {
            return Mailbox.parse(id.toLowerCase(Locale.ROOT) + "@patients.example");
        } catch (InvalidMailboxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
