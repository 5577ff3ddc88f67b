package org.sealpost.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what went wrong into an answer: problem details for the API, a page for people. */
public final class FaultAnswers {

    private static final Logger LOG = Logger.getLogger(FaultAnswers.class);

    /** What a resource refuses. */
    @ServerExceptionMapper
    public Response refused(Refusal refusal, UriInfo uri) {
        Problem problem = refusal.problem();
        return ApiPaths.isApi(uri) ? ApiPaths.answer(problem, uri) : ConsoleAnswer.problem(problem);
    }

    /** What the framework refuses: no such address, method or media type, a body that is no JSON. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException refusal, UriInfo uri) {
        Response answer = refusal.getResponse();
        if (answer.getStatus() < 400 || !(ApiPaths.isApi(uri) || ConsoleAnswer.isConsole(uri))) {
            return answer;
        }
        Problem problem = new Problem(answer.getStatusInfo(), detail(answer.getStatus()));
        return ApiPaths.isApi(uri) ? ApiPaths.answer(problem, uri) : ConsoleAnswer.problem(problem);
    }

    /** A body whose JSON has another form than the call takes. The parser's message would quote it. */
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    public Response unreadable() {
        return new Problem(Status.BAD_REQUEST, detail(Status.BAD_REQUEST.getStatusCode())).response();
    }

    /** A fault of ours. Its message may quote a row, so only its class is logged; its number joins answer and log. */
    @ServerExceptionMapper
    public Response failed(RuntimeException fault, UriInfo uri) {
        UUID number = UUID.randomUUID();
        LOG.errorf("Fault %s: %s", number, fault.getClass().getName());
        LOG.debugf(fault, "Fault %s", number);
        Problem problem = databaseIsAway(fault)
                ? new Problem(Status.SERVICE_UNAVAILABLE, "The database does not answer: try again when it is back.")
                : new Problem(
                        Status.INTERNAL_SERVER_ERROR,
                        "Something went wrong in the gateway: its log tells more at fault " + number + ".");
        return ApiPaths.isApi(uri) ? ApiPaths.answer(problem, uri) : ConsoleAnswer.problem(problem);
    }

    private static boolean databaseIsAway(Throwable fault) {
        Optional<Throwable> cause = Optional.of(fault);
        while (cause.isPresent()) {
            if (cause.get() instanceof SQLException sql
                    && Optional.ofNullable(sql.getSQLState())
                            .map(state -> state.startsWith("08") || state.startsWith("57P"))
                            .orElse(true)) {
                return true;
            }
            cause = cause.map(Throwable::getCause);
        }
        return false;
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read: compare its body and parameters with /q/openapi.";
            case 404 -> "There is nothing at this address: compare it with /q/openapi.";
            case 405 -> "This address takes another method: compare it with /q/openapi.";
            case 406 -> "This address answers in another media type: compare Accept with /q/openapi.";
            case 413 -> "The body is too large.";
            case 415 -> "This address takes another media type: compare Content-Type with /q/openapi.";
            default -> "The request was refused: compare it with /q/openapi.";
        };
    }
}
