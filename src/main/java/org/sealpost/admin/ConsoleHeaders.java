package org.sealpost.admin;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * Puts on the console and the APIs, errors and files too, what keeps browsers from caching, framing and guessing. The
 * console has no script at all, so its policy allows none.
 */
@ApplicationScoped
class ConsoleHeaders {

    private static final int PRIORITY = 100;

    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                            + " frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "X-Robots-Tag", "noindex, nofollow");

    void register(@Observes Filters filters) {
        filters.register(ConsoleHeaders::handle, PRIORITY);
    }

    private static void handle(RoutingContext request) {
        String path = request.normalizedPath();
        if (isUnder(path, "/console") || isUnder(path, ApiPaths.API) || isUnder(path, ApiPaths.FHIR)) {
            request.addHeadersEndHandler(ignored -> add(request.response().headers(), path));
        }
        request.next();
    }

    private static void add(MultiMap headers, String path) {
        HEADERS.forEach((name, value) -> {
            boolean style = name.equals("Cache-Control") && path.endsWith(".css");
            headers.set(name, style ? "max-age=3600" : value);
        });
    }

    private static boolean isUnder(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
