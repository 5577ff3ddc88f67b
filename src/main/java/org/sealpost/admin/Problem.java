package org.sealpost.admin;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.StatusType;

/**
 * An error as the API answers it: problem details (RFC 9457).
 *
 * @param type always {@code about:blank}: the status says of what kind it is
 * @param title the status in words
 * @param status the HTTP status
 * @param detail one sentence that says what happened and what to do; nothing of a message is in it
 */
public record Problem(String type, String title, int status, String detail) {

    /** The media type of problem details. */
    public static final String MEDIA_TYPE = "application/problem+json";

    Problem(StatusType status, String detail) {
        this("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
