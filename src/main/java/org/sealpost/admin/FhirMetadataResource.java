package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.consent.fhir.FhirPublications;

/** What the FHIR API can do. */
@Path(ApiPaths.FHIR + "/metadata")
@Produces({FhirOutcome.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@RunOnVirtualThread
@Tag(name = "FHIR R4")
public class FhirMetadataResource {

    /** What the API can do. */
    @GET
    @Operation(summary = "CapabilityStatement")
    public Response capabilities() {
        return FhirConsentsResource.ok(FhirPublications.capabilities());
    }
}
