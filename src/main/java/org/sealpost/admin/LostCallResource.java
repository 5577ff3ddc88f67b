package org.sealpost.admin;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What is at no other address of the API: a problem, where the web server would answer with a page of its own. */
@Path("/api/{rest:.*}")
public class LostCallResource extends LostAddress {

    @Override
    Response lost() {
        return Refusal.notFound("There is nothing at this address: compare it with /q/openapi.")
                .problem()
                .response();
    }
}
