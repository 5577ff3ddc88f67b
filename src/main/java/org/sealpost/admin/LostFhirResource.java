package org.sealpost.admin;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What is at no other address of the FHIR API: an OperationOutcome. */
@Path(ApiPaths.FHIR + "/{rest:.*}")
public class LostFhirResource extends LostAddress {

    @Override
    Response lost() {
        return FhirOutcome.problem(Refusal.notFound("There is nothing at this address: compare it with /fhir/metadata.")
                .problem());
    }
}
