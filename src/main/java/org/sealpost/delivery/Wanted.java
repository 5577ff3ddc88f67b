package org.sealpost.delivery;

import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.SmtpConnection;

/** What decisions could rest on, of all that a connection may bring beside the level that is demanded of it. */
public enum Wanted {
    /** Nothing: clear text will do. */
    NOTHING,
    /** That TLS is used where it is offered. */
    TLS,
    /** That the server proves who it is. */
    PROOF,
    /** That it proves it and promises TLS all the way (REQUIRETLS, RFC 8689 section 4.2.1). */
    PROMISE;

    /** Whether this connection has it, so that no other server need be asked. */
    boolean isMetBy(SmtpConnection connection) {
        return switch (this) {
            case NOTHING -> true;
            case TLS -> connection.tls().isEncrypted();
            case PROOF -> connection.tls().isVerified();
            case PROMISE ->
                connection.tls().isVerified() && connection.capabilities().requireTls();
        };
    }

    /** Whether a server that does not answer now might have it. */
    boolean isPossibleAt(Peer peer) {
        return switch (this) {
            case NOTHING, TLS -> true;
            case PROOF, PROMISE -> peer.identity().isProvable();
        };
    }
}
