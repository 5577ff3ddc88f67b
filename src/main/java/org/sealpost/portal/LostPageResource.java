package org.sealpost.portal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What is at no other address of the portal. */
@Path("/portal/{rest:.*}")
public class LostPageResource {

    /** Says so in words for people. */
    @GET
    public Response lost() {
        return PortalAnswer.notFound();
    }
}
