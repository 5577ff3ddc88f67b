package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.consent.fhir.FhirPublications;

/** The codes of the FHIR API's resources. */
@Path(ApiPaths.FHIR + "/CodeSystem")
@Produces({FhirOutcome.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@RunOnVirtualThread
@Tag(name = "FHIR R4")
public class FhirCodeSystemsResource {

    /** A code system. */
    @GET
    @Path("/{id}")
    @Operation(summary = "CodeSystem", description = "consent-channel or consent-policy")
    public Response codeSystem(@PathParam("id") String id) {
        return FhirConsentsResource.ok(FhirPublications.codeSystem(id)
                .orElseThrow(() -> Refusal.notFound("There is no code system of this id.")));
    }
}
