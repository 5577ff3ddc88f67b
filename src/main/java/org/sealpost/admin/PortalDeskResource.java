package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.mail.MessageId;
import org.sealpost.portal.PortalDesk;
import org.sealpost.portal.PortalState;

/** Help for a patient who cannot sign in to the portal. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Portal")
public class PortalDeskResource {

    private final CallPractice practice;
    private final PortalDesk desk;

    PortalDeskResource(CallPractice practice, PortalDesk desk) {
        this.practice = practice;
        this.desk = desk;
    }

    /** A code to read out. */
    public record GivenCode(String code) {}

    /** What the portal keeps of a message. */
    @GET
    @Path("/messages/{id}/portal")
    @Operation(summary = "List what the portal keeps of a message", description = "One for each patient.")
    public List<PortalState> kept(@PathParam("id") UUID id) {
        return desk.of(practice.id(), new MessageId(id));
    }

    /** Unlocks. */
    @POST
    @Path("/portal/{id}:unlock")
    @Operation(
            summary = "Unlock a portal message",
            description = "After five wrong tries nobody can sign in until this is done.")
    public void unlock(@PathParam("id") UUID id) {
        if (!desk.unlock(practice.id(), id, AccessRecord.TOKEN_HOLDER)) {
            throw unknown();
        }
    }

    /** Gives a code. */
    @POST
    @Path("/portal/{id}:code")
    @Operation(
            summary = "Give a one-time code",
            description = "To read to a patient on the telephone, once the practice is sure who is calling. The patient"
                    + " gives the birth date in the portal first.")
    public GivenCode code(@PathParam("id") UUID id) {
        return desk.giveCode(practice.id(), id, AccessRecord.TOKEN_HOLDER)
                .map(code -> new GivenCode(code.digits()))
                .orElseThrow(PortalDeskResource::unknown);
    }

    private static Refusal unknown() {
        return Refusal.notFound("The portal keeps no such message of the practice.");
    }
}
