package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.audit.ChainVerification;
import org.sealpost.audit.ChainVerifier;
import org.sealpost.mail.PracticeId;

/** The audit: proving it whole, writing a period, following it. */
@Path(ApiPaths.V1)
@RunOnVirtualThread
@Tag(name = "Audit")
public class AuditResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final int MAX_LAST = 1_000;

    private final CallPractice practice;
    private final ChainVerifier verifier;
    private final EventStream stream;

    AuditResource(CallPractice practice, ChainVerifier verifier, EventStream stream) {
        this.practice = practice;
        this.verifier = verifier;
        this.stream = stream;
    }

    /** Verifies every chain, or the one of the practice that the call names. */
    @GET
    @Path("/audit/verify")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Prove the audit whole",
            description = "Recomputes every practice's chain, or the chain of the practice that is named. It finds what"
                    + " was altered, removed, moved or cut.")
    public ChainVerification verify() {
        return practice.named().map(verifier::verify).orElseGet(verifier::verifyAll);
    }

    /** Events as a stream. */
    @GET
    @Path("/audit/events")
    @Produces({NDJSON, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Write or follow the stream of events",
            description =
                    "CloudEvents 1.0 in JSON, one a line, byte for byte what was published. Without `follow` those of"
                            + " the period; with it the `last` ones and then whatever comes, with an empty line now and then.")
    public Response events(
            @Parameter(description = "First moment of the period: a date (UTC) or an ISO 8601 time.")
                    @QueryParam("from")
                    Optional<String> from,
            @Parameter(description = "First moment after the period; now when missing.") @QueryParam("to")
                    Optional<String> to,
            @QueryParam("follow") @DefaultValue("false") boolean follow,
            @QueryParam("last") @DefaultValue("0") int last) {
        PracticeId owner = practice.id();
        if (follow && (from.isPresent() || to.isPresent())) {
            throw Refusal.badRequest("follow takes no from and to: ask for the period in another call.");
        }
        if (last < 0 || last > MAX_LAST) {
            throw Refusal.badRequest("last is 0 to " + MAX_LAST + ".");
        }
        Instant begin = from.map(text -> time("from", text)).orElse(Instant.EPOCH);
        Instant end = to.map(text -> time("to", text)).orElseGet(Instant::now);
        StreamingOutput body =
                follow ? out -> stream.follow(owner, last, out) : out -> stream.period(owner, begin, end, out);
        return Response.ok(body, NDJSON).header("Cache-Control", "no-store").build();
    }

    private static Instant time(String parameter, String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException wrong) {
            throw Refusal.badRequest(
                    parameter + " is a date such as 2026-05-31 or a time such as 2026-05-31T08:00:00Z.");
        }
    }
}
