package org.sealpost.admin;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets nothing under {@code /api} and {@code /fhir} be reached, not even an address that does not exist, without the token. */
public final class TokenCheck {

    private static final String SCHEME = "Bearer ";

    private final AdminToken token;
    private final AccessRecord access;

    TokenCheck(AdminToken token, AccessRecord access) {
        this.token = token;
        this.access = access;
    }

    /** The answer to a call without the right token (RFC 6750 section 3); nothing for one with it. */
    @ServerRequestFilter(preMatching = true)
    public @Nullable Response check(ContainerRequestContext request) {
        if (!ApiPaths.isApi(request.getUriInfo())) {
            return null;
        }
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return refuse(
                    request,
                    "no token",
                    "Bearer realm=\"sealpost\"",
                    "Send the token of the file admin.token as" + " \"Authorization: Bearer TOKEN\".");
        }
        if (!token.matches(header.substring(SCHEME.length()).strip())) {
            return refuse(
                    request,
                    "wrong token",
                    "Bearer realm=\"sealpost\", error=\"invalid_token\"",
                    "This is not the token of this gateway: look into the file admin.token of its home folder.");
        }
        return null;
    }

    private Response refuse(ContainerRequestContext request, String why, String challenge, String detail) {
        access.denied("api", why);
        Problem problem = new Problem(Response.Status.UNAUTHORIZED, detail);
        return Response.fromResponse(ApiPaths.answer(problem, request.getUriInfo()))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }
}
