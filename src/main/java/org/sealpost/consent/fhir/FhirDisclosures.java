package org.sealpost.consent.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Resource;
import org.sealpost.audit.Disclosure;
import org.sealpost.audit.Disclosures;
import org.sealpost.audit.Disclosures.Place;
import org.sealpost.consent.ConsentRecords;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.RecordedPatient;
import org.sealpost.mail.PracticeId;

/** What was told of a practice's patients, as FHIR AuditEvents. They are read from the record and cannot be written. */
@ApplicationScoped
public class FhirDisclosures {

    private final Disclosures disclosures;
    private final ConsentRecords records;
    private final PatientIdSystems systems;

    FhirDisclosures(Disclosures disclosures, ConsentRecords records, PatientIdSystems systems) {
        this.disclosures = disclosures;
        this.records = records;
        this.systems = systems;
    }

    /**
     * Which are sought.
     *
     * @param patient of whom; of anyone when missing
     * @param from the first moment
     * @param to the first moment after the period
     * @param after the id of what was found last, to turn the page
     */
    public record Sought(Optional<PatientReference> patient, Instant from, Instant to, Optional<String> after) {}

    /**
     * What a search finds, the newest first.
     *
     * @param base the address of this API, without a slash at its end
     * @param query the search as it was asked, to which links add the page
     */
    public String search(PracticeId practice, Sought sought, int count, String base, String query) {
        Optional<String> patient = sought.patient()
                .flatMap(whose -> records.patient(practice, whose))
                .map(known -> known.details().patientId().value());
        boolean nobody = sought.patient().isPresent() && patient.isEmpty();
        Optional<Place> after = sought.after().flatMap(FhirDisclosures::place);
        List<Disclosure> found = nobody
                ? List.of()
                : disclosures.find(
                        practice, new Disclosures.Sought(patient, sought.from(), sought.to(), after), count + 1);
        List<Disclosure> page = found.subList(0, Math.min(count, found.size()));
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET);
        String pages = base + "/AuditEvent?" + query + (query.isEmpty() ? "" : "&") + "_count=" + count;
        bundle.addLink()
                .setRelation("self")
                .setUrl(pages + sought.after().map(id -> "&_after=" + id).orElse(""));
        if (found.size() > count) {
            bundle.addLink().setRelation("next").setUrl(pages + "&_after=" + id(page.getLast()));
        }
        for (Disclosure one : page) {
            bundle.addEntry()
                    .setFullUrl(base + "/AuditEvent/" + id(one))
                    .setResource(resource(practice, one, base))
                    .getSearch()
                    .setMode(SearchEntryMode.MATCH);
        }
        return FhirJson.write(bundle);
    }

    /** One, if the practice has it. */
    public Optional<String> one(PracticeId practice, String id, String base) {
        return place(id)
                .flatMap(place -> disclosures.one(practice, place))
                .map(told -> FhirJson.write(resource(practice, told, base)));
    }

    /** Whether a text could be the id of one. */
    public static boolean isId(String text) {
        return place(text).isPresent();
    }

    private Resource resource(PracticeId practice, Disclosure told, String base) {
        Optional<RecordedPatient> patient = known(practice, told.patient());
        return new DisclosureWriter(systems.of(practice), base)
                .write(
                        told,
                        patient,
                        told.consents().stream()
                                .flatMap(id -> records.consent(practice, id).stream())
                                .filter(consent -> patient.filter(
                                                whose -> whose.id().equals(consent.patient()))
                                        .isPresent())
                                .toList());
    }

    private Optional<RecordedPatient> known(PracticeId practice, String patient) {
        try {
            return records.patient(practice, new PatientReference.AtThePractice(new PatientId(patient)));
        } catch (IllegalArgumentException earlierForm) {
            return Optional.empty();
        }
    }

    private static String id(Disclosure told) {
        return told.event() + "." + told.place();
    }

    private static Optional<Place> place(String id) {
        int dot = id.lastIndexOf('.');
        try {
            return dot < 0
                    ? Optional.empty()
                    : Optional.of(new Place(
                            UUID.fromString(id.substring(0, dot)), Integer.parseUnsignedInt(id.substring(dot + 1))));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
