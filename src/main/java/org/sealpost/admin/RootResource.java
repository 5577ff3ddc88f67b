package org.sealpost.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Leads whoever types only the host's name to the console. */
@Path("/")
public class RootResource {

    /** Redirects. */
    @GET
    @Operation(hidden = true)
    public Response root() {
        return Response.status(Status.FOUND)
                .location(URI.create(ConsoleAnswer.ROOT))
                .build();
    }
}
