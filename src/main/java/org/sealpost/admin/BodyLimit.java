package org.sealpost.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a call of the API that declares a body over the server's limit before any of it is read, in the API's own form. Left to
 * the server, the answer would be a bare 413.
 */
@Singleton
final class BodyLimit {

    private static final int BEFORE_THE_SERVERS_OWN = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1;

    private final MemorySize limit;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit;
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_THE_SERVERS_OWN).handler(this::check);
    }

    private void check(RoutingContext call) {
        if (ApiPaths.isApi(call.normalizedPath()) && declared(call) > limit.asLongValue()) {
            refuse(call);
        } else {
            call.next();
        }
    }

    /** What is no number is left to the server, as is a body that declares no length. */
    private static long declared(RoutingContext call) {
        String length = call.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private void refuse(RoutingContext call) {
        Problem problem = new Problem(
                Status.REQUEST_ENTITY_TOO_LARGE,
                "The body is longer than " + limit.asLongValue() + " octets: send it in parts.");
        Response answer = ApiPaths.answer(problem, call.normalizedPath());
        HttpServerResponse response = call.response();
        response.setStatusCode(answer.getStatus());
        response.putHeader(HttpHeaders.CONTENT_TYPE, answer.getMediaType().toString());
        // The body was not read, and would be taken for the next call.
        response.putHeader(HttpHeaders.CONNECTION, "close");
        response.endHandler(sent -> call.request().connection().close());
        response.end(text(answer.getEntity()));
    }

    private String text(Object entity) {
        try {
            return entity instanceof String text ? text : json.writeValueAsString(entity);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem has no JSON form", impossible);
        }
    }
}
