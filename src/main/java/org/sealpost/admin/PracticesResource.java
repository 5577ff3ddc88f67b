package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collections;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;

/** Practices: the only calls that name their practice in the address. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Practices")
public class PracticesResource {

    private final PracticeDirectory practices;

    PracticesResource(PracticeDirectory practices) {
        this.practices = practices;
    }

    /** Reads a practice. */
    @GET
    @Path("/practices/{id}")
    @Operation(summary = "Read a practice")
    public PracticeForm practice(@PathParam("id") String id) {
        return PracticeId.parse(id)
                .flatMap(practices::find)
                .map(PracticeForm::of)
                .orElseThrow(CallPractice::unknown);
    }

    /** Makes or replaces a practice. */
    @PUT
    @Path("/practices/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make or replace a practice",
            description = "In force on every replica within a second. A domain or network belongs to one practice.")
    public PracticeForm save(@PathParam("id") String id, @Nullable PracticeForm form) {
        PracticeId practice = PracticeId.parse(id)
                .orElseThrow(
                        () -> Refusal.badRequest(
                                "A practice's id has 1 to 63 lower-case letters, digits and hyphens, and starts with no hyphen."));
        if (form == null) {
            throw Refusal.badRequest("Send the practice as JSON, with at least its name.");
        }
        PracticeSettings wanted = form.settings(practice);
        refuseWhatIsTaken(wanted);
        try {
            practices.save(wanted);
        } catch (IllegalArgumentException takenMeanwhile) {
            throw Refusal.conflict(String.valueOf(takenMeanwhile.getMessage()));
        }
        return PracticeForm.of(wanted);
    }

    private void refuseWhatIsTaken(PracticeSettings wanted) {
        for (PracticeSettings other : practices.all()) {
            boolean same = other.id().equals(wanted.id());
            if (!same && !Collections.disjoint(other.domains(), wanted.domains())) {
                throw Refusal.conflict("One of the domains belongs to another practice: take it from that one first.");
            }
            if (!same && !Collections.disjoint(other.networks(), wanted.networks())) {
                throw Refusal.conflict("One of the networks belongs to another practice: take it from that one first.");
            }
        }
    }
}
