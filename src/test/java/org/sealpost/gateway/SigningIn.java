package org.sealpost.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.sealpost.practice.Login;
import org.sealpost.practice.NewAccount;

/** How the dialogue of a client begins that has an account. */
final class SigningIn {

    /** Up to where it may prove who it is. */
    static final String UNDER_TLS = """
            S: 220 *
            C: EHLO client.example
            S+ 250 HELP
            C: STARTTLS
            S: 220 *
            C! tls
            C: EHLO client.example
            S+ 250 HELP
            """;

    private SigningIn() {}

    /** Up to where it may send. */
    static String as(NewAccount account) {
        return UNDER_TLS + "C: AUTH PLAIN " + proof(account) + "\nS: 235 2.7.0 *\n";
    }

    /** What AUTH PLAIN takes (RFC 4616). */
    static String proof(NewAccount account) {
        return proof(account.account().login(), new String(account.password()));
    }

    static String proof(Login login, String password) {
        return base64("\0" + login + "\0" + password);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
