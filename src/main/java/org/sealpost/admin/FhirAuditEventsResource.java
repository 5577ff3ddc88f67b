package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.fhir.FhirDisclosures;

/** What was told of patients, as FHIR R4 AuditEvents. */
@Path(ApiPaths.FHIR + "/AuditEvent")
@Produces({FhirOutcome.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@RunOnVirtualThread
@Tag(name = "FHIR R4")
public class FhirAuditEventsResource {

    private static final String AFTER = "_after";

    private final CallPractice practice;
    private final FhirDisclosures disclosures;
    private final UriInfo uri;

    FhirAuditEventsResource(CallPractice practice, FhirDisclosures disclosures, UriInfo uri) {
        this.practice = practice;
        this.disclosures = disclosures;
        this.uri = uri;
    }

    /** Searches. */
    @GET
    @Operation(
            summary = "Search disclosures as FHIR R4",
            description = "By patient (Sealpost's id) and date (with ge, gt, le or lt; twice for a period); the newest"
                    + " first, _count on a page, with a link to the next.")
    public Response search() {
        FhirSearch search = new FhirSearch(uri.getQueryParameters(), "patient", FhirSearch.DATE, "_count", AFTER);
        Optional<String> after = search.value(AFTER);
        if (after.filter(id -> !FhirDisclosures.isId(id)).isPresent()) {
            throw Refusal.badRequest(
                    "The parameter _after is no id of an AuditEvent: follow the link next as it stands.");
        }
        SearchedPeriod period = SearchedPeriod.of(search.dates());
        return FhirConsentsResource.ok(disclosures.search(
                practice.id(),
                new FhirDisclosures.Sought(
                        search.patient().map(PatientReference.Here::new), period.from(), period.to(), after),
                search.count(),
                ApiPaths.fhirBase(uri),
                search.withoutPage()));
    }

    /** Shows one. */
    @GET
    @Path("/{id}")
    @Operation(summary = "Read a disclosure as FHIR R4")
    public Response read(@PathParam("id") String id) {
        return FhirConsentsResource.ok(disclosures
                .one(practice.id(), id, ApiPaths.fhirBase(uri))
                .orElseThrow(() -> Refusal.notFound("The practice has no disclosure of this id.")));
    }
}
