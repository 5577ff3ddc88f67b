package org.sealpost.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What every call gets that is for an address at which there is nothing. */
abstract class LostAddress {

    /** The answer, in the form of the API in which the address would be. */
    abstract Response lost();

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
}
