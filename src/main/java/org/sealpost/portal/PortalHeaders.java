package org.sealpost.portal;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Puts on everything under /portal, errors and files too, what keeps browsers from caching, framing and guessing. */
@ApplicationScoped
class PortalHeaders {

    private static final int PRIORITY = 100;
    private static final String ROOT = "/portal";
    private static final String STYLE = ".css";

    /** Of a page: nothing but the portal's own styles and pictures, and no frame. */
    static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    /** A response's own value wins: a download's policy is stricter. */
    private static final Map<String, String> HEADERS = Map.ofEntries(
            Map.entry("Cache-Control", "no-store"),
            Map.entry("Content-Security-Policy", POLICY),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("X-Frame-Options", "DENY"),
            Map.entry("Referrer-Policy", "no-referrer"),
            Map.entry("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"),
            Map.entry("X-Robots-Tag", "noindex, nofollow"));

    void register(@Observes Filters filters) {
        filters.register(PortalHeaders::handle, PRIORITY);
    }

    private static void handle(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.equals(ROOT) || path.startsWith(ROOT + "/")) {
            request.addHeadersEndHandler(ignored -> add(request.response().headers(), path));
        }
        request.next();
    }

    private static void add(MultiMap headers, String path) {
        HEADERS.forEach((name, value) -> {
            boolean cachedStyle = name.equals("Cache-Control") && path.endsWith(STYLE);
            if (cachedStyle) {
                headers.set(name, "max-age=3600");
            } else if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
    }
}
