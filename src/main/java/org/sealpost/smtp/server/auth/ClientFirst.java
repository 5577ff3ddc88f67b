package org.sealpost.smtp.server.auth;

import java.util.Arrays;
import java.util.Optional;

/**
 * The first message of SCRAM (RFC 5802 section 7, {@code client-first-message}).
 *
 * @param header the GS2 header as it came, which the client repeats in its last message
 * @param flag whether the client binds to the connection
 * @param authorization whom it wants to act for, empty for itself
 * @param login whom it claims to be
 * @param nonce its share of the nonce
 * @param bare the message without the header, which is part of what is proven
 */
record ClientFirst(
        String header, BindingFlag flag, Optional<String> authorization, String login, String nonce, String bare) {

    /** What the client says of channel binding. */
    sealed interface BindingFlag {

        /** It cannot ({@code n}). */
        record Unable() implements BindingFlag {}

        /** It could, and thinks that the server cannot ({@code y}). */
        record NotOffered() implements BindingFlag {}

        /** It does, by the binding of that name ({@code p=}). */
        record Bound(String name) implements BindingFlag {}
    }

    /** Reads the message; nothing when it does not follow the grammar or demands an extension. */
    static Optional<ClientFirst> parse(String message) {
        int flagEnd = message.indexOf(',');
        int headerEnd = message.indexOf(',', flagEnd + 1);
        if (flagEnd < 0 || headerEnd < 0) {
            return Optional.empty();
        }
        Optional<BindingFlag> flag = flag(message.substring(0, flagEnd));
        String authorization = message.substring(flagEnd + 1, headerEnd);
        String bare = message.substring(headerEnd + 1);
        String[] attributes = bare.split(",", -1);
        boolean wellFormed = flag.isPresent()
                && (authorization.isEmpty() || authorization.startsWith("a="))
                && attributes.length >= 2
                && attributes[0].startsWith("n=")
                && attributes[1].startsWith("r=")
                && isNonce(attributes[1].substring(2))
                && areOptional(attributes, 2);
        if (!wellFormed) {
            return Optional.empty();
        }
        Optional<String> login = name(attributes[0].substring(2));
        Optional<String> actsFor = authorization.isEmpty() ? login : name(authorization.substring(2));
        if (login.isEmpty() || actsFor.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ClientFirst(
                message.substring(0, headerEnd + 1),
                flag.get(),
                authorization.isEmpty() ? Optional.empty() : actsFor,
                login.get(),
                attributes[1].substring(2),
                bare));
    }

    /**
     * Whether what follows may be passed over: extensions that the client does not insist on. The attribute {@code m} is
     * reserved for those that it does, and nobody knows any (RFC 5802 section 5.1).
     */
    static boolean areOptional(String[] attributes, int from) {
        return Arrays.stream(attributes, from, attributes.length)
                .allMatch(one -> one.length() > 2
                        && one.charAt(1) == '='
                        && one.charAt(0) != 'm'
                        && (one.charAt(0) >= 'a' && one.charAt(0) <= 'z'
                                || one.charAt(0) >= 'A' && one.charAt(0) <= 'Z')
                        && one.indexOf('\0') < 0);
    }

    private static Optional<BindingFlag> flag(String text) {
        return switch (text) {
            case "n" -> Optional.of(new BindingFlag.Unable());
            case "y" -> Optional.of(new BindingFlag.NotOffered());
            default ->
                text.startsWith("p=") && text.length() > 2
                        ? Optional.of(new BindingFlag.Bound(text.substring(2)))
                        : Optional.empty();
        };
    }

    /** A {@code saslname}: comma and equals sign are written as =2C and =3D. */
    private static Optional<String> name(String text) {
        String plain = text.replace("=2C", "").replace("=3D", "");
        if (text.isEmpty() || plain.indexOf('=') >= 0 || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return Optional.of(text.replace("=2C", ",").replace("=3D", "="));
    }

    private static boolean isNonce(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
}
