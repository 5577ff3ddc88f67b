package org.sealpost.admin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Sessions of the console. A cookie holds its expiry, a random number and an HMAC under the admin token, so that every
 * replica knows it without a table, nobody can make one who does not know the token, and a new token ends them all.
 */
@Singleton
final class ConsoleSessions {

    private static final Duration LENGTH = Duration.ofHours(8);
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{10,12})\\.([0-9a-f-]{36})\\.([A-Za-z0-9_-]{43})");
    private static final String NAME = "sealpost-console";
    private static final String PURPOSE = "console session";
    private static final String FORM_PURPOSE = "console form";

    private final AdminToken token;

    ConsoleSessions(AdminToken token) {
        this.token = token;
    }

    /** A new session, for whoever showed the token. */
    ConsoleSession begin() {
        Instant expires = Instant.now().plus(LENGTH);
        String text = expires.getEpochSecond() + "." + UUID.randomUUID();
        return session(text + "." + token.seal(PURPOSE, text), expires);
    }

    /** The session of a request, if it shows one that still holds. */
    Optional<ConsoleSession> of(HttpHeaders headers, UriInfo uri) {
        return Optional.ofNullable(headers.getCookies().get(name(headers, uri)))
                .map(Cookie::getValue)
                .flatMap(this::check);
    }

    /** Whether a form that came with the session is one of ours. */
    boolean fits(ConsoleSession session, String formToken) {
        return same(session.formToken(), formToken);
    }

    NewCookie cookie(ConsoleSession session, HttpHeaders headers, UriInfo uri) {
        return cookie(headers, uri).value(session.cookie()).build();
    }

    NewCookie noCookie(HttpHeaders headers, UriInfo uri) {
        return cookie(headers, uri).value("").maxAge(0).build();
    }

    private Optional<ConsoleSession> check(String cookie) {
        Matcher parts = SYNTAX.matcher(cookie);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant expires = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
        String text = parts.group(1) + "." + parts.group(2);
        boolean ours = same(token.seal(PURPOSE, text), parts.group(3));
        return ours && Instant.now().isBefore(expires) ? Optional.of(session(cookie, expires)) : Optional.empty();
    }

    private ConsoleSession session(String cookie, Instant expires) {
        return new ConsoleSession(cookie, expires, token.seal(FORM_PURPOSE, cookie));
    }

    private static NewCookie.Builder cookie(HttpHeaders headers, UriInfo uri) {
        return new NewCookie.Builder(name(headers, uri))
                .path("/")
                .httpOnly(true)
                .secure(isSecure(headers, uri))
                .sameSite(SameSite.STRICT);
    }

    /** With the prefix no other host of the domain can set it (RFC 6265bis section 4.1.3.2); http cannot have it. */
    private static String name(HttpHeaders headers, UriInfo uri) {
        return (isSecure(headers, uri) ? "__Host-" : "") + NAME;
    }

    /** A forged header does no harm: it only makes the cookie stricter. */
    private static boolean isSecure(HttpHeaders headers, UriInfo uri) {
        return "https".equals(uri.getBaseUri().getScheme())
                || "https".equalsIgnoreCase(headers.getHeaderString("X-Forwarded-Proto"));
    }

    private static boolean same(String expected, String shown) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }
}
