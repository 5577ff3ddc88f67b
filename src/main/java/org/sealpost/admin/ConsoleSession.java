package org.sealpost.admin;

import java.time.Instant;

/**
 * A browser that is signed in to the console.
 *
 * @param cookie what the browser keeps; never the token
 * @param expires when the browser has to sign in again
 * @param formToken what each form must send along, against cross-site request forgery
 */
record ConsoleSession(String cookie, Instant expires, String formToken) {

    /** Hides the secrets. */
    @Override
    public String toString() {
        return "ConsoleSession";
    }
}
