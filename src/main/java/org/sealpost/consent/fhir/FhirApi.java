package org.sealpost.consent.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentRecords;
import org.sealpost.consent.HeldConsents;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.PatientTaken;
import org.sealpost.consent.RecordedPatient;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.SourcedConsents;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.PracticeId;

/** Patients and consents of a practice as FHIR resources, for whoever waits for an answer. Bodies are JSON. */
@ApplicationScoped
public class FhirApi {

    private final PatientRecorder patients;
    private final SourcedConsents sourced;
    private final ConsentRecords records;
    private final HeldConsents held;
    private final PatientIntake patientIntake;
    private final ConsentDoubts doubts;
    private final PatientIdSystems systems;

    FhirApi(
            PatientRecorder patients,
            SourcedConsents sourced,
            ConsentRecords records,
            HeldConsents held,
            PatientIntake patientIntake,
            ConsentDoubts doubts,
            PatientIdSystems systems) {
        this.patients = patients;
        this.sourced = sourced;
        this.records = records;
        this.held = held;
        this.patientIntake = patientIntake;
        this.doubts = doubts;
        this.systems = systems;
    }

    /** What became of a Consent. */
    public sealed interface Stored {

        /**
         * It is on record.
         *
         * @param ids of its records; a Consent that says different things for different purposes has several
         */
        record Recorded(List<UUID> ids) implements Stored {
            public Recorded {
                ids = List.copyOf(ids);
            }
        }

        /** It does not hold, nor does what was on record of it. */
        record TakenBack(int records) implements Stored {}
    }

    /**
     * A patient who is on record.
     *
     * @param isNew whether they were not before
     * @param remarks what was not understood or left out of the Patient
     */
    public record StoredPatient(UUID id, boolean isNew, String body, List<Remark> remarks) {
        public StoredPatient {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Records a Consent, or ends the one of the same identifier when it is not active.
     *
     * @throws ResourceRefused and then nothing has changed, until {@link #refused} is told
     */
    @Transactional(rollbackOn = ResourceRefused.class)
    public Stored store(PracticeId practice, ResourceText consent, Actor by) throws ResourceRefused {
        List<SourceId> sources = sources(consent);
        return switch (new ConsentReader(systems.of(practice))
                .read(consent, new PatientsHere(records, practice), Instant.now())) {
            case ToldConsent.NotActive ended -> takenBack(practice, consent, sources, by);
            case ToldConsent.NotBegun later ->
                throw new ResourceRefused(
                        Kind.BUSINESS_RULE,
                        "Consent.provision.period.start",
                        "Consent.provision.period.start is in the future: send the Consent when it has begun.");
            case ToldConsent.Given(var patient, var given) -> recorded(practice, patient, only(sources), given, by);
        };
    }

    /**
     * Keeps in mind that a Consent was refused: what it may have taken back widens nothing any more. In a transaction of its own,
     * for what was refused has changed nothing else.
     *
     * @param sent as it came
     * @return the refusal, which says as well what became of what was agreed to before
     */
    @Transactional
    public ResourceRefused refused(PracticeId practice, byte[] sent, ResourceRefused why, Actor by) {
        return doubts.of(
                practice, RefusedConsent.in(sent), SourceId.Origin.API, new PatientsHere(records, practice), why, by);
    }

    /** Whichever of its identifiers it was recorded under: what ends must not go on for the order in which they stand. */
    private Stored takenBack(PracticeId practice, ResourceText consent, List<SourceId> sources, Actor by)
            throws ResourceRefused {
        if (sources.isEmpty()) {
            throw ResourceRefused.missing("Consent.identifier");
        }
        if (ConsentReader.takesBack(consent)
                && sources.stream().noneMatch(source -> sourced.isKnown(practice, source))) {
            throw new ResourceRefused(
                    Kind.NOT_FOUND,
                    "Consent.identifier",
                    "Consent.identifier is of nothing on record, so that nothing could be taken back by it.");
        }
        return new Stored.TakenBack(sources.stream()
                .mapToInt(source -> sourced.takeBack(practice, source, "It is not active any more.", by))
                .sum());
    }

    /** What is recorded has one identifier, or its end could come under another one. */
    private static Optional<SourceId> only(List<SourceId> sources) throws ResourceRefused {
        if (sources.size() > 1) {
            throw new ResourceRefused(
                    Kind.BUSINESS_RULE,
                    "Consent.identifier",
                    "Consent.identifier stands there more than once: send the one by which a later version will come.");
        }
        return sources.stream().findFirst();
    }

    private Stored recorded(
            PracticeId practice, PatientReference patient, Optional<SourceId> source, List<NewConsent> given, Actor by)
            throws ResourceRefused {
        RecordedPatient known = records.patient(practice, patient)
                .orElseThrow(() -> new ResourceRefused(
                        Kind.NOT_FOUND,
                        "Consent.patient",
                        "Consent.patient is nobody's in this practice: send the Patient first."));
        List<UUID> stored = new ArrayList<>();
        if (source.isPresent()) {
            sourced.record(practice, patient, source.get(), given, by).ifPresent(stored::addAll);
        } else {
            for (NewConsent consent : given) {
                patients.record(practice, known.id(), consent, by).ifPresent(stored::add);
            }
        }
        return new Stored.Recorded(stored);
    }

    /** What was recorded, as it holds now: the Consent, or a Bundle of several. */
    public String consents(PracticeId practice, Stored.Recorded recorded) {
        ConsentWriter writer = new ConsentWriter(systems.of(practice));
        return FhirJson.write(one(held.consents(practice, recorded.ids(), Instant.now()).stream()
                .<Resource>map(writer::write)
                .toList()));
    }

    private static Resource one(List<Resource> bodies) {
        if (bodies.size() == 1) {
            return bodies.getFirst();
        }
        Bundle bundle = new Bundle().setType(BundleType.COLLECTION);
        bodies.forEach(body -> bundle.addEntry().setResource(body));
        return bundle;
    }

    /** One consent, if the practice has it. */
    public Optional<String> consent(PracticeId practice, UUID id) {
        return held.consents(practice, List.of(id), Instant.now()).stream()
                .findFirst()
                .map(new ConsentWriter(systems.of(practice))::write)
                .map(FhirJson::write);
    }

    /**
     * What a search finds.
     *
     * @param base the address of this API, without a slash at its end
     * @param query the search as it was asked, to which links add the page
     */
    public String consents(
            PracticeId practice, HeldConsents.Sought sought, int page, int count, String base, String query) {
        HeldConsents.Page found = held.find(practice, sought, page * count, count, Instant.now());
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET);
        found.total().ifPresent(total -> bundle.setTotal(total.intValue()));
        String pages = base + "/Consent?" + query + (query.isEmpty() ? "" : "&") + "_count=" + count + "&_page=";
        bundle.addLink().setRelation("self").setUrl(pages + page);
        if (!found.isLast()) {
            bundle.addLink().setRelation("next").setUrl(pages + (page + 1));
        }
        ConsentWriter writer = new ConsentWriter(systems.of(practice));
        found.consents()
                .forEach(consent ->
                        add(bundle, base + "/Consent/" + consent.record().id(), writer.write(consent)));
        return FhirJson.write(bundle);
    }

    /**
     * Records a Patient.
     *
     * @param expected whom it must be, by Sealpost's id; anyone when missing
     * @throws ResourceRefused and then nothing has changed
     */
    @Transactional(rollbackOn = ResourceRefused.class)
    public StoredPatient storePatient(PracticeId practice, ResourceText patient, Optional<UUID> expected)
            throws ResourceRefused {
        PatientIntake.Intake intake =
                patientIntake.take(practice, patient, SourceId.Origin.API, told -> require(practice, told, expected));
        PatientTaken.Taken taken = intake.patient();
        return new StoredPatient(
                taken.id(), taken.isNew(), patient(practice, taken.id()).orElseThrow(), intake.remarks());
    }

    private void require(PracticeId practice, ToldPatient told, Optional<UUID> expected) throws ResourceRefused {
        PatientReference named =
                new PatientReference.AtThePractice(told.details().patientId());
        Optional<UUID> known = records.patient(practice, named).map(RecordedPatient::id);
        if (expected.isPresent() && !expected.equals(known)) {
            throw new ResourceRefused(
                    Kind.BUSINESS_RULE,
                    "Patient.identifier",
                    "Patient.identifier is not that of the patient at this address.");
        }
    }

    /** One patient, if the practice has them. */
    public Optional<String> patient(PracticeId practice, UUID id) {
        return records.patient(practice, new PatientReference.Here(id))
                .map(new PatientWriter(systems.of(practice))::write)
                .map(FhirJson::write);
    }

    /**
     * The patient of an identifier.
     *
     * @param token as in a search: the value, or the system, a bar and the value
     * @throws ResourceRefused when it is no patient id of the practice
     */
    public String patientsByIdentifier(PracticeId practice, String token, String base) throws ResourceRefused {
        Optional<RecordedPatient> found = records.patient(practice, byIdentifier(practice, token));
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(found.isPresent() ? 1 : 0);
        found.ifPresent(patient ->
                add(bundle, base + "/Patient/" + patient.id(), new PatientWriter(systems.of(practice)).write(patient)));
        return FhirJson.write(bundle);
    }

    /**
     * Whom an identifier in a search means.
     *
     * @throws ResourceRefused when it is no patient id of the practice
     */
    public PatientReference byIdentifier(PracticeId practice, String token) throws ResourceRefused {
        PatientIdSystem ids = systems.of(practice);
        int bar = token.indexOf('|');
        Identifier identifier = new Identifier().setValue(token.substring(bar + 1));
        String system = bar < 0 ? ids.known().orElse("") : token.substring(0, bar);
        if (!system.isEmpty()) {
            identifier.setSystem(system);
        }
        return new PatientReference.AtThePractice(ids.patientId(identifier, "identifier"));
    }

    private static void add(Bundle bundle, String address, Resource resource) {
        bundle.addEntry().setFullUrl(address).setResource(resource).getSearch().setMode(SearchEntryMode.MATCH);
    }

    /** The identifiers of a Consent, as its ids at its source. */
    private static List<SourceId> sources(ResourceText consent) throws ResourceRefused {
        List<SourceId> sources = new ArrayList<>();
        for (var identifier : consent.root().path("identifier")) {
            String value = identifier.path("value").textValue();
            try {
                if (value != null) {
                    sources.add(new SourceId(
                            SourceId.Origin.API, identifier.path("system").asText("") + "|" + value));
                }
            } catch (IllegalArgumentException wrong) {
                throw new ResourceRefused(
                        Kind.VALUE, "Consent.identifier", "Consent.identifier is too long or has control characters.");
            }
        }
        return sources;
    }
}
