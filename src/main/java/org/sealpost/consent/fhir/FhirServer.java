package org.sealpost.consent.fhir;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where a FHIR server is.
 *
 * @param base its base URL, which ends with a slash
 */
record FhirServer(URI base, Optional<String> token) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * A server that the operator named.
     *
     * @throws IllegalArgumentException in one sentence that names the setting, when it cannot be
     */
    static FhirServer of(String setting, String url, Optional<String> token, boolean allowHttp) {
        URI base;
        try {
            base = URI.create(url.endsWith("/") ? url : url + "/");
        } catch (IllegalArgumentException broken) {
            throw wrong(setting);
        }
        boolean http = "http".equals(base.getScheme());
        if (base.getHost() == null
                || base.getUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null
                || !(http || "https".equals(base.getScheme()))) {
            throw wrong(setting);
        }
        if (http && !allowHttp && !LOOPBACK.contains(base.getHost())) {
            throw new IllegalArgumentException(setting
                    + " is without TLS: write https, or set sealpost.fhir.allow-http for a server in a network that is"
                    + " yours alone.");
        }
        return new FhirServer(base, token);
    }

    /** An address on the server. */
    URI at(String path) {
        return URI.create(base + path);
    }

    /** The address of a link that the server gave, if it leads to the server itself. */
    Optional<URI> own(String link) {
        try {
            URI uri = base.resolve(link);
            boolean same = uri.normalize().toString().startsWith(base.toString())
                    || (base.getPath().length() > 1
                            && uri.toString()
                                    .startsWith(base.toString()
                                                    .substring(
                                                            0, base.toString().length() - 1) + "?"));
            return same ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "FhirServer[" + base + "]";
    }

    private static IllegalArgumentException wrong(String setting) {
        return new IllegalArgumentException(
                setting + " is no base URL of a FHIR server: write it as https://records.example.org/fhir.");
    }
}
