package org.sealpost.smtp.server.auth;

import java.util.Arrays;
import java.util.Optional;

/** PLAIN (RFC 4616): {@code [authzid] NUL authcid NUL passwd}. */
final class PlainExchange implements Exchange {

    private final SignIn signIn;

    PlainExchange(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Step next(Optional<byte[]> response) {
        if (response.isEmpty()) {
            return new Step.Challenge(new byte[0]);
        }
        byte[] message = response.get();
        int first = indexOfNul(message, 0);
        int second = indexOfNul(message, first + 1);
        if (first < 0 || second < 0 || indexOfNul(message, second + 1) >= 0 || second + 1 == message.length) {
            return new Step.Malformed();
        }
        Optional<String> login = SecretText.login(message, first + 1, second);
        Optional<char[]> password = SecretText.utf8(message, second + 1, message.length);
        if (login.isEmpty() || password.isEmpty()) {
            return new Step.Malformed();
        }
        if (!signIn.admit(login.get())) {
            return new Step.TooMany();
        }
        Optional<AccountName> account = signIn.withPassword(login.get(), password.get());
        Arrays.fill(password.get(), '\0');
        // Nobody acts for another here: an authorization identity may only repeat the login.
        boolean itself = first == 0
                || Arrays.equals(Arrays.copyOf(message, first), Arrays.copyOfRange(message, first + 1, second));
        return signIn.end(login.get(), account.filter(proven -> itself));
    }

    private static int indexOfNul(byte[] message, int from) {
        for (int i = from; i < message.length; i++) {
            if (message[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
