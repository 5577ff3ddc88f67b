package org.sealpost.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is at no other address of the FHIR API: an OperationOutcome. */
@Path(ApiPaths.FHIR + "/{rest:.*}")
public class LostFhirResource {

    /** Reading. */
    @GET
    @Operation(hidden = true)
    public Response get() {
        return lost();
    }

    /** Doing. */
    @POST
    @Operation(hidden = true)
    public Response post() {
        return lost();
    }

    /** Setting. */
    @PUT
    @Operation(hidden = true)
    public Response put() {
        return lost();
    }

    /** Changing. */
    @PATCH
    @Operation(hidden = true)
    public Response patch() {
        return lost();
    }

    /** Deleting. */
    @DELETE
    @Operation(hidden = true)
    public Response delete() {
        return lost();
    }

    private static Response lost() {
        return FhirOutcome.problem(Refusal.notFound("There is nothing at this address: compare it with /fhir/metadata.")
                .problem());
    }
}
