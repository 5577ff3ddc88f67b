package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.sealpost.consent.fhir.FhirApi;
import org.sealpost.consent.fhir.FhirApi.StoredPatient;
import org.sealpost.consent.fhir.ResourceRefused;
import org.sealpost.consent.fhir.ResourceText;

/** Patients as FHIR R4 resources. */
@Path(ApiPaths.FHIR + "/Patient")
@Produces({FhirOutcome.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@RunOnVirtualThread
@Tag(name = "FHIR R4")
public class FhirPatientsResource {

    private final CallPractice practice;
    private final FhirApi fhir;
    private final UriInfo uri;

    FhirPatientsResource(CallPractice practice, FhirApi fhir, UriInfo uri) {
        this.practice = practice;
        this.fhir = fhir;
        this.uri = uri;
    }

    /** Records one, who may be known already. */
    @POST
    @Consumes({FhirOutcome.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Record a FHIR R4 Patient",
            description =
                    "Whoever is on record with the same patient id is brought up to date (200); others are new (201). Where something was not understood or left out,"
                            + " the answer is an OperationOutcome with warnings instead of the Patient.")
    public Response record(InputStream body) throws IOException {
        return store(body, Optional.empty());
    }

    /** Brings one up to date. */
    @PUT
    @Path("/{id}")
    @Consumes({FhirOutcome.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(summary = "Update a FHIR R4 Patient")
    public Response update(@PathParam("id") UUID id, InputStream body) throws IOException {
        requireKnown(id);
        return store(body, Optional.of(id));
    }

    /** Searches. */
    @GET
    @Operation(summary = "Find a patient as FHIR R4", description = "By identifier, the practice's patient id.")
    public Response search() {
        FhirSearch search = new FhirSearch(uri.getQueryParameters(), "identifier");
        String identifier = search.value("identifier")
                .orElseThrow(() -> Refusal.badRequest("Search a patient by identifier, the practice's patient id."));
        try {
            return FhirConsentsResource.ok(
                    fhir.patientsByIdentifier(practice.id(), identifier, ApiPaths.fhirBase(uri)));
        } catch (ResourceRefused refused) {
            return FhirOutcome.refused(refused);
        }
    }

    /** Shows one. */
    @GET
    @Path("/{id}")
    @Operation(summary = "Read a patient as FHIR R4")
    public Response read(@PathParam("id") UUID id) {
        return FhirConsentsResource.ok(requireKnown(id));
    }

    private String requireKnown(UUID id) {
        return fhir.patient(practice.id(), id)
                .orElseThrow(() -> Refusal.notFound("The practice has no patient of this id."));
    }

    private Response store(InputStream body, Optional<UUID> expected) throws IOException {
        try {
            ResourceText patient = ResourceText.parse(Body.read(body, FhirConsentsResource.MAX_RESOURCE));
            StoredPatient stored = fhir.storePatient(practice.id(), patient, expected);
            return Response.status(stored.isNew() ? Status.CREATED : Status.OK)
                    .location(URI.create(ApiPaths.FHIR + "/Patient/" + stored.id()))
                    .type(FhirOutcome.MEDIA_TYPE)
                    .entity(stored.remarks().isEmpty() ? stored.body() : FhirOutcome.remarks(stored.remarks()))
                    .build();
        } catch (ResourceRefused refused) {
            return FhirOutcome.refused(refused);
        }
    }
}
