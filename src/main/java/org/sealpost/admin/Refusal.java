package org.sealpost.admin;

import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;

/** A call that is answered with a problem. Its message is the problem's one sentence. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StatusType status;

    Refusal(StatusType status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    static Refusal badRequest(String detail) {
        return new Refusal(Status.BAD_REQUEST, detail);
    }

    static Refusal notFound(String detail) {
        return new Refusal(Status.NOT_FOUND, detail);
    }

    static Refusal forbidden(String detail) {
        return new Refusal(Status.FORBIDDEN, detail);
    }

    static Refusal conflict(String detail) {
        return new Refusal(Status.CONFLICT, detail);
    }

    Problem problem() {
        return new Problem(status, String.valueOf(getMessage()));
    }
}
