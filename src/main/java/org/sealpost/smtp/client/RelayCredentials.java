package org.sealpost.smtp.client;

/** Who we are towards a relay that wants AUTH (RFC 4954). Sent under TLS only. */
public record RelayCredentials(String username, String password) {

    /** Shows neither. */
    @Override
    public String toString() {
        return "RelayCredentials[hidden]";
    }
}
