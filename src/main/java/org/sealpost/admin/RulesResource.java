package org.sealpost.admin;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.gateway.KeptDecisions;
import org.sealpost.gateway.RulesHistory;
import org.sealpost.gateway.RulesHistory.WrongRulesException;
import org.sealpost.gateway.RulesVersion;

/** The versions of the rules. Those of practice {@code default} are the installation's; another practice's add to them. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Rules")
public class RulesResource {

    private static final int MOST_DECISIONS = 10_000;
    private static final String YAML = "text/yaml";
    private static final String YAML_UTF_8 = "text/yaml;charset=UTF-8";
    /** A million characters (docs/rules.md) in UTF-8. */
    private static final long MAX_OCTETS = 4_000_000;

    private final CallPractice practice;
    private final RulesHistory history;
    private final KeptDecisions kept;

    RulesResource(CallPractice practice, RulesHistory history, KeptDecisions kept) {
        this.practice = practice;
        this.history = history;
        this.kept = kept;
    }

    /** Lists versions. */
    @GET
    @Path("/rules/versions")
    @Operation(summary = "List the versions of the rules", description = "The newest first; it is in force.")
    public List<RulesVersion> list() {
        return history.list(practice.id());
    }

    /** Reads a version. */
    @GET
    @Path("/rules/versions/{number}")
    @Produces(YAML_UTF_8)
    @Operation(summary = "Read the text of a version of the rules")
    public String text(@PathParam("number") long number) {
        return history.text(practice.id(), number).orElseThrow(RulesResource::unknown);
    }

    /**
     * A decision that was kept to try other rules on.
     *
     * @param decision what it rested on and what was decided, as JSON of a form of its own
     */
    public record KeptDecisionView(
            Instant time,
            Optional<String> sender,
            Optional<String> recipient,
            @JsonRawValue String decision) {

        /** Without the addresses. */
        @Override
        public String toString() {
            return "KeptDecisionView[" + time + "]";
        }
    }

    /** Reads the last decisions. */
    @GET
    @Path("/rules/decisions")
    @Operation(
            summary = "Read the last decisions, to try other rules on them",
            description = "The newest first, without anything of the messages' content. See `./sealpost rules diff`.")
    public List<KeptDecisionView> decisions(@QueryParam("last") @DefaultValue("1000") int last) {
        if (last < 1 || last > MOST_DECISIONS) {
            throw Refusal.badRequest("The parameter last is a number from 1 to " + MOST_DECISIONS + ".");
        }
        return kept.last(practice.id(), last).stream()
                .map(one -> new KeptDecisionView(one.time(), one.sender(), one.recipient(), one.decision()))
                .toList();
    }

    /** Brings rules into force. */
    @PUT
    @Path("/rules")
    @Consumes({YAML, "application/yaml", MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Bring rules into force",
            description = "The text of a rules file; it becomes the next version, in force on every replica within"
                    + " seconds. 422 with every error when it is wrong; nothing is changed then. Of practice `default`"
                    + " the rules are the installation's; another practice's add to them and can weaken nothing.")
    public Response put(InputStream body) throws IOException {
        String yaml = Body.utf8(Body.read(body, MAX_OCTETS));
        try {
            return Response.ok(history.put(practice.id(), yaml, AccessRecord.TOKEN_HOLDER))
                    .build();
        } catch (WrongRulesException wrong) {
            return WrongRules.of(wrong.errors()).response();
        }
    }

    /** Brings an older version back. */
    @POST
    @Path("/rules/versions/{number}:restore")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Bring an older version of the rules back",
            description = "Its text becomes the next version. Takes a reason, as {\"reason\": \"…\"}.")
    public Response restore(@PathParam("number") long number, String body) {
        String reason = Reason.read(body).required();
        try {
            RulesVersion version = history.restore(practice.id(), number, AccessRecord.TOKEN_HOLDER, reason)
                    .orElseThrow(RulesResource::unknown);
            return Response.ok(version).build();
        } catch (WrongRulesException wrong) {
            return WrongRules.of(wrong.errors()).response();
        }
    }

    private static Refusal unknown() {
        return Refusal.notFound(
                "The practice has no such version of the rules: list them (GET /api/v1/rules/versions).");
    }
}
