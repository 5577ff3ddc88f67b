package org.sealpost.admin;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The addresses of the API. */
final class ApiPaths {

    /** What every address of this version starts with. */
    static final String V1 = "/api/v1";

    /** What every address of the FHIR API starts with. */
    static final String FHIR = "/fhir";

    /** What every address of the other API starts with, whatever its version. */
    static final String API = "/api";

    private ApiPaths() {}

    /** Whether the request is for the API, or for what would be in it. */
    static boolean isApi(UriInfo uri) {
        return isApi(uri.getPath());
    }

    /** Whether a path is one of the API, or of what would be in it. */
    static boolean isApi(String path) {
        return isUnder(API, path) || isUnder(FHIR, path);
    }

    /** Whether the request is for the FHIR API, which says in its own form what went wrong. */
    static boolean isFhir(UriInfo uri) {
        return isUnder(FHIR, uri.getPath());
    }

    /** The address of the FHIR API as the caller sees it. */
    static String fhirBase(UriInfo uri) {
        return uri.getBaseUri().resolve(FHIR).toString();
    }

    /** The answer to a call that went wrong, in the form of the API that it is for. */
    static Response answer(Problem problem, UriInfo uri) {
        return answer(problem, uri.getPath());
    }

    /** The answer to a call of that path that went wrong. */
    static Response answer(Problem problem, String path) {
        return isUnder(FHIR, path) ? FhirOutcome.problem(problem) : problem.response();
    }

    private static boolean isUnder(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
