package org.sealpost.smtp.server.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** LOGIN (draft-murchison-sasl-login): the login, then the password, each after a prompt that clients expect so. */
final class LoginExchange implements Exchange {

    private final SignIn signIn;
    private Optional<String> login = Optional.empty();

    LoginExchange(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Step next(Optional<byte[]> response) {
        if (response.isEmpty()) {
            return prompt("Username:");
        }
        byte[] octets = response.get();
        if (login.isEmpty()) {
            login = SecretText.login(octets, 0, octets.length);
            return login.isEmpty() ? new Step.Malformed() : prompt("Password:");
        }
        Optional<char[]> password = SecretText.utf8(octets, 0, octets.length);
        if (password.isEmpty()) {
            return new Step.Malformed();
        }
        if (!signIn.admit(login.get())) {
            return new Step.TooMany();
        }
        Optional<AccountName> account = signIn.withPassword(login.get(), password.get());
        Arrays.fill(password.get(), '\0');
        return signIn.end(login.get(), account);
    }

    private static Step prompt(String text) {
        return new Step.Challenge(text.getBytes(StandardCharsets.US_ASCII));
    }
}
