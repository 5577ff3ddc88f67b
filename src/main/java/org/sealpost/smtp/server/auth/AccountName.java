package org.sealpost.smtp.server.auth;

/**
 * The name of an account that a client has proven to be its own.
 *
 * @param value as the account's owner knows it
 */
public record AccountName(String value) {

    @Override
    public String toString() {
        return value;
    }
}
