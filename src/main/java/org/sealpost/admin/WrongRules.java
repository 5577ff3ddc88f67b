package org.sealpost.admin;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.sealpost.policy.RuleError;

/**
 * The answer to rules that are wrong: problem details (RFC 9457) with every error at its place.
 *
 * @param detail the first error in words, and how many more there are
 */
public record WrongRules(String type, String title, int status, String detail, List<RuleError> errors) {

    private static final int UNPROCESSABLE = 422;

    public WrongRules {
        errors = List.copyOf(errors);
    }

    static WrongRules of(List<RuleError> errors) {
        String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
        return new WrongRules(
                "about:blank",
                "Unprocessable Content",
                UNPROCESSABLE,
                "The rules are wrong and nothing was changed: " + errors.getFirst() + more + ".",
                errors);
    }

    Response response() {
        return Response.status(UNPROCESSABLE)
                .type(Problem.MEDIA_TYPE)
                .entity(this)
                .build();
    }
}
