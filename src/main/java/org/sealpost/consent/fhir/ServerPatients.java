package org.sealpost.consent.fhir;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Patient;
import org.sealpost.consent.PatientReference;

/** Whom references on a FHIR server mean: the patients that came with the answer; others it may be asked for. */
final class ServerPatients implements PatientNames {

    /** Fetches a resource from the server. */
    @FunctionalInterface
    private interface Fetch {
        Optional<ResourceText> get(String path) throws ServerAway, InterruptedException;
    }

    /** With a scheme, or with a host of its own. */
    private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:|//");

    private final Fetch fetch;
    private final FhirServer server;
    private final Supplier<PatientIdSystem> ids;
    private final Map<String, Optional<ResourceText>> known = new HashMap<>();
    private Optional<ServerAway> failure = Optional.empty();

    private ServerPatients(Fetch fetch, FhirServer server, Supplier<PatientIdSystem> ids) {
        this.fetch = fetch;
        this.server = server;
        this.ids = ids;
    }

    /** Those alone that came with the answer. */
    static ServerPatients included(FhirServer server, PatientIdSystem ids) {
        return new ServerPatients(path -> Optional.empty(), server, () -> ids);
    }

    /** Others are fetched. */
    static ServerPatients fetched(
            FhirClient client, FhirServer server, Supplier<PatientIdSystem> ids, Duration timeout) {
        return new ServerPatients(path -> client.get(server, server.at(path), timeout), server, ids);
    }

    /** Takes in what came with a page, in place of what came with the one before. */
    void take(Map<String, ResourceText> patients) {
        known.clear();
        patients.forEach((id, patient) -> known.put(id, Optional.of(patient)));
    }

    /** @throws ServerAway when the server did not answer for a patient, so that a refusal may be none */
    void requireAnswers() throws ServerAway {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public Optional<PatientReference> of(String reference) throws ResourceRefused {
        String named = PatientNames.unversioned(reference);
        Optional<ResourceText> patient =
                PatientNames.id(named).filter(id -> isHere(named, id)).flatMap(this::patient);
        if (patient.isEmpty()) {
            return Optional.empty();
        }
        // Whatever else is wrong with the Patient is none of a Consent's.
        Patient read = FhirJson.read(patient.get().only("identifier"), Patient.class);
        return Optional.of(
                new PatientReference.AtThePractice(ids.get().patientId(read.getIdentifier(), "Patient.identifier")));
    }

    private boolean isHere(String reference, String id) {
        return reference.equals("Patient/" + id)
                || reference.equals(server.at("Patient/" + id).toString());
    }

    /** Whoever has the id that stands in it, unless it leads to another server. */
    @Override
    public List<RefusedConsent.Named> meant(String reference) {
        boolean elsewhere = ELSEWHERE.matcher(reference).lookingAt()
                && !reference.startsWith(server.base().toString());
        return RefusedConsent.idWithin(reference)
                .filter(id -> !elsewhere)
                .flatMap(this::patient)
                .map(RefusedConsent::identifiers)
                .orElse(List.of());
    }

    private Optional<ResourceText> patient(String id) {
        return known.computeIfAbsent(id, this::fetch);
    }

    private Optional<ResourceText> fetch(String id) {
        try {
            return fetch.get("Patient/" + id).filter(resource -> resource.type().equals("Patient"));
        } catch (ServerAway away) {
            failure = Optional.of(away);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            failure = Optional.of(new ServerAway("interrupted"));
        }
        return Optional.empty();
    }
}
