package org.sealpost.smtp.server;

import java.util.List;
import org.sealpost.smtp.RequestParameters;

/**
 * The extensions by which a sender asks something of everyone who carries a message on: DSN (RFC 3461), and under TLS
 * REQUIRETLS (RFC 8689 section 2: it is neither announced nor taken in clear).
 */
final class Requests {

    private Requests() {}

    /** The lines of the answer to EHLO. */
    static List<String> announced(boolean honoured, boolean underTls) {
        if (!honoured) {
            return List.of();
        }
        return underTls ? List.of("DSN", RequestParameters.REQUIRE_TLS) : List.of("DSN");
    }

    /** Whether MAIL asks for nothing but what was announced. */
    static boolean areOffered(MailParameters parameters, boolean honoured, boolean underTls) {
        boolean dsn =
                parameters.content().isPresent() || parameters.envelopeId().isPresent();
        return (honoured || !dsn) && ((honoured && underTls) || !parameters.requireTls());
    }
}
