package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.consent.HeldConsents.Sought;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.fhir.FhirApi;
import org.sealpost.consent.fhir.FhirApi.Stored;
import org.sealpost.consent.fhir.ResourceRefused;
import org.sealpost.consent.fhir.ResourceText;

/** Consents as FHIR R4 resources. */
@Path(ApiPaths.FHIR + "/Consent")
@Produces({FhirOutcome.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@RunOnVirtualThread
@Tag(name = "FHIR R4")
public class FhirConsentsResource {

    /** Of a resource: far more than a consent has. */
    static final long MAX_RESOURCE = 1024 * 1024L;

    private final CallPractice practice;
    private final FhirApi fhir;
    private final UriInfo uri;

    FhirConsentsResource(CallPractice practice, FhirApi fhir, UriInfo uri) {
        this.practice = practice;
        this.fhir = fhir;
        this.uri = uri;
    }

    /** Records one. */
    @POST
    @Consumes({FhirOutcome.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Record a FHIR R4 Consent",
            description =
                    "One that is not active ends the one of the same identifier. What is not understood is refused"
                            + " with 422 and an OperationOutcome that names the element, and puts in doubt what its"
                            + " patient had agreed to before.")
    public Response record(InputStream body) throws IOException {
        byte[] sent = Body.read(body, MAX_RESOURCE);
        try {
            ResourceText consent = ResourceText.parse(sent);
            return switch (fhir.store(practice.id(), consent, AccessRecord.TOKEN_HOLDER)) {
                case Stored.Recorded recorded ->
                    Response.created(URI.create(
                                    ApiPaths.FHIR + "/Consent/" + recorded.ids().getFirst()))
                            .type(FhirOutcome.MEDIA_TYPE)
                            .entity(fhir.consents(practice.id(), recorded))
                            .build();
                case Stored.TakenBack(int records) ->
                    FhirOutcome.done("It is not active: " + records + " records of it no longer hold.");
            };
        } catch (ResourceRefused refused) {
            return FhirOutcome.refused(fhir.refused(practice.id(), sent, refused, AccessRecord.TOKEN_HOLDER));
        }
    }

    /** Searches. */
    @GET
    @Operation(
            summary = "Search consents as FHIR R4",
            description =
                    "By patient (Sealpost's id), patient.identifier (the practice's patient id) and status (active or"
                            + " inactive); _count and _page.")
    public Response search() {
        FhirSearch search =
                new FhirSearch(uri.getQueryParameters(), "patient", "patient.identifier", "status", "_count", "_page");
        try {
            return ok(fhir.consents(
                    practice.id(),
                    new Sought(patient(search), search.status()),
                    search.page(),
                    search.count(),
                    ApiPaths.fhirBase(uri),
                    search.withoutPage()));
        } catch (ResourceRefused refused) {
            return FhirOutcome.refused(refused);
        }
    }

    /** Shows one. */
    @GET
    @Path("/{id}")
    @Operation(summary = "Read a consent as FHIR R4")
    public Response read(@PathParam("id") UUID id) {
        return ok(fhir.consent(practice.id(), id)
                .orElseThrow(() -> Refusal.notFound("The practice has no consent of this id.")));
    }

    private Optional<PatientReference> patient(FhirSearch search) throws ResourceRefused {
        Optional<String> identifier = search.value("patient.identifier");
        if (identifier.isPresent() && search.value("patient").isPresent()) {
            throw Refusal.badRequest("Search by patient or by patient.identifier, not by both.");
        }
        return identifier.isPresent()
                ? Optional.of(fhir.byIdentifier(practice.id(), identifier.get()))
                : search.patient().map(PatientReference.Here::new);
    }

    static Response ok(String json) {
        return Response.status(Status.OK)
                .type(FhirOutcome.MEDIA_TYPE)
                .entity(json)
                .build();
    }
}
