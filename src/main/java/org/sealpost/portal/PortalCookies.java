package org.sealpost.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.util.Optional;

/**
 * The portal's two cookies: a visit holds a browser's way to the sign-in together, a session begins with it. Where the
 * portal's address is https they are {@code __Host-} cookies (RFC 6265bis 4.1.3.2). Over plain http, which is for trying
 * it out on one machine, browsers would drop those.
 */
@ApplicationScoped
class PortalCookies {

    private final boolean secure;
    private final String prefix;

    PortalCookies(PortalSettings settings) {
        this.secure = "https".equalsIgnoreCase(settings.url().getScheme());
        this.prefix = secure ? "__Host-" : "";
    }

    Optional<Secret> visit(HttpHeaders request) {
        return secret(request, visitName());
    }

    Optional<Secret> session(HttpHeaders request) {
        return secret(request, sessionName());
    }

    /** Lax: a second click on the link in the mail must find the visit again. */
    NewCookie visit(Secret secret) {
        return cookie(visitName(), secret.value()).sameSite(SameSite.LAX).build();
    }

    NewCookie session(Secret secret) {
        return cookie(sessionName(), secret.value()).sameSite(SameSite.STRICT).build();
    }

    NewCookie noVisit() {
        return cookie(visitName(), "").sameSite(SameSite.LAX).maxAge(0).build();
    }

    NewCookie noSession() {
        return cookie(sessionName(), "").sameSite(SameSite.STRICT).maxAge(0).build();
    }

    private String visitName() {
        return prefix + "sealpost-visit";
    }

    private String sessionName() {
        return prefix + "sealpost-session";
    }

    private NewCookie.Builder cookie(String name, String value) {
        return new NewCookie.Builder(name).value(value).path("/").secure(secure).httpOnly(true);
    }

    private static Optional<Secret> secret(HttpHeaders request, String name) {
        return Optional.ofNullable(request.getCookies().get(name))
                .map(Cookie::getValue)
                .flatMap(Secret::parse);
    }
}
