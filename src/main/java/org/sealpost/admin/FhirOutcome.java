package org.sealpost.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.sealpost.consent.fhir.Remark;
import org.sealpost.consent.fhir.ResourceRefused;

/** Answers in the form that FHIR gives them: an OperationOutcome says what went wrong and where. */
final class FhirOutcome {

    static final String MEDIA_TYPE = "application/fhir+json";

    private static final int UNPROCESSABLE = 422;

    private FhirOutcome() {}

    /** A resource that was refused: 400 for what is no resource, 422 for one that is not taken (FHIR R4, 3.1.0.8). */
    static Response refused(ResourceRefused refused) {
        int status =
                refused.kind() == ResourceRefused.Kind.STRUCTURE ? Status.BAD_REQUEST.getStatusCode() : UNPROCESSABLE;
        return answer(status, "error", refused.kind().code(), refused.sentence(), List.of(refused.element()));
    }

    /** Any other error of the API. */
    static Response problem(Problem problem) {
        String code = switch (problem.status()) {
            case 401 -> "login";
            case 404 -> "not-found";
            case 405, 406, 415 -> "not-supported";
            case 413 -> "too-long";
            case 503 -> "transient";
            default -> problem.status() < 500 ? "invalid" : "exception";
        };
        return answer(problem.status(), "error", code, problem.detail(), List.of());
    }

    /** Something that was done and has no resource to show. */
    static Response done(String detail) {
        return answer(Status.OK.getStatusCode(), "information", "informational", detail, List.of());
    }

    /** Something that was done, but for what these say. */
    static String remarks(List<Remark> remarks) {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode().put("resourceType", "OperationOutcome");
        remarks.forEach(remark ->
                issue(outcome, "warning", remark.kind().code(), remark.sentence(), List.of(remark.element())));
        return outcome.toString();
    }

    private static Response answer(int status, String severity, String code, String detail, List<String> elements) {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode().put("resourceType", "OperationOutcome");
        issue(outcome, severity, code, detail, elements);
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(outcome.toString())
                .build();
    }

    private static void issue(ObjectNode outcome, String severity, String code, String detail, List<String> elements) {
        ObjectNode issue = outcome.withArray("issue").addObject();
        issue.put("severity", severity).put("code", code).put("diagnostics", detail);
        elements.stream()
                .filter(element -> !element.isEmpty())
                .forEach(element -> issue.withArray("expression").add(element));
    }
}
