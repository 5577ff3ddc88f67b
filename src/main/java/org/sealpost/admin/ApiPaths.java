package org.sealpost.admin;

import jakarta.ws.rs.core.UriInfo;

/** The addresses of the API. */
final class ApiPaths {

    /** What every address of this version starts with. */
    static final String V1 = "/api/v1";

    private static final String API = "/api";

    private ApiPaths() {}

    /** Whether the request is for the API, or for what would be in it. */
    static boolean isApi(UriInfo uri) {
        String path = uri.getPath();
        return path.equals(API) || path.startsWith(API + "/");
    }
}
