package org.sealpost.smtp.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677): the client proves that it knows the password, the server
 * that it knows the verifier, and neither learns anything else. The server's last message goes out as one more
 * challenge, which the client answers with nothing (RFC 4954 section 4).
 */
final class ScramExchange implements Exchange {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_OCTETS = 18;

    private final SignIn signIn;
    private final boolean plus;
    private final ChannelBindings bindings;
    private State state = new State.Begin();

    private sealed interface State {
        record Begin() implements State {}

        record Challenged(ClientFirst first, String serverFirst, String nonce, ScramCredential credential)
                implements State {}

        record Proved(String login, Optional<AccountName> account) implements State {}
    }

    /**
     * @param plus whether the client chose the mechanism that binds to the connection
     * @param bindings that this connection has; none: the binding mechanism was not offered
     */
    ScramExchange(SignIn signIn, boolean plus, ChannelBindings bindings) {
        this.signIn = signIn;
        this.plus = plus;
        this.bindings = bindings;
    }

    @Override
    public Step next(Optional<byte[]> response) {
        if (response.isEmpty()) {
            return new Step.Challenge(new byte[0]);
        }
        byte[] octets = response.get();
        return switch (state) {
            case State.Begin begin -> {
                Optional<String> text = SecretText.login(octets, 0, octets.length);
                Optional<ClientFirst> first = text.flatMap(ClientFirst::parse);
                yield first.isPresent() ? begin(first.get()) : new Step.Malformed();
            }
            case State.Challenged challenged -> prove(challenged, new String(octets, StandardCharsets.UTF_8));
            case State.Proved(String login, Optional<AccountName> account) ->
                octets.length == 0 ? signIn.end(login, account) : new Step.Malformed();
        };
    }

    private Step begin(ClientFirst first) {
        if (!signIn.admit(first.login())) {
            return new Step.TooMany();
        }
        if (!isBindingRight(first.flag())
                || !first.authorization().orElse(first.login()).equals(first.login())) {
            return signIn.end(first.login(), Optional.empty());
        }
        byte[] random = new byte[NONCE_OCTETS];
        RANDOM.nextBytes(random);
        String nonce = first.nonce() + Base64.getEncoder().encodeToString(random);
        ScramCredential credential = signIn.credential(first.login());
        String serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(credential.salt()) + ",i="
                + credential.iterations();
        state = new State.Challenged(first, serverFirst, nonce, credential);
        return new Step.Challenge(serverFirst.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * RFC 5802 section 6. A client that could bind and believes that the server cannot ({@code y}) while the server has
     * offered it is the victim of someone who took the offer out of the list.
     */
    private boolean isBindingRight(ClientFirst.BindingFlag flag) {
        return switch (flag) {
            case ClientFirst.BindingFlag.Unable unable -> !plus;
            case ClientFirst.BindingFlag.NotOffered notOffered -> !plus && bindings.isEmpty();
            case ClientFirst.BindingFlag.Bound(String name) ->
                plus && bindings.find(name).isPresent();
        };
    }

    private Step prove(State.Challenged so, String message) {
        int proofAt = message.lastIndexOf(",p=");
        if (proofAt < 0) {
            return new Step.Malformed();
        }
        String withoutProof = message.substring(0, proofAt);
        String[] attributes = withoutProof.split(",", -1);
        Optional<byte[]> binding =
                attributes[0].startsWith("c=") ? PaddedBase64.decode(attributes[0].substring(2)) : Optional.empty();
        Optional<byte[]> proof = PaddedBase64.decode(message.substring(proofAt + 3));
        if (attributes.length < 2 || !ClientFirst.areOptional(attributes, 2) || binding.isEmpty() || proof.isEmpty()) {
            return new Step.Malformed();
        }
        byte[] authMessage =
                (so.first().bare() + "," + so.serverFirst() + "," + withoutProof).getBytes(StandardCharsets.UTF_8);
        boolean right = isProof(so.credential(), authMessage, proof.get())
                & MessageDigest.isEqual(binding.get(), expectedBinding(so.first()))
                & attributes[1].equals("r=" + so.nonce());
        if (!right || so.credential().account().isEmpty()) {
            return signIn.end(so.first().login(), Optional.empty());
        }
        state = new State.Proved(so.first().login(), so.credential().account());
        byte[] signature = hmac(so.credential().serverKey(), authMessage);
        return new Step.Challenge(
                ("v=" + Base64.getEncoder().encodeToString(signature)).getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether the hash of the client's key, which its proof hides under its signature, is the stored key. */
    private static boolean isProof(ScramCredential credential, byte[] authMessage, byte[] proof) {
        byte[] signature = hmac(credential.storedKey(), authMessage);
        byte[] clientKey = Arrays.copyOf(proof, signature.length);
        for (int i = 0; i < signature.length; i++) {
            clientKey[i] ^= signature[i];
        }
        return proof.length == signature.length && MessageDigest.isEqual(sha256(clientKey), credential.storedKey());
    }

    private byte[] expectedBinding(ClientFirst first) {
        byte[] header = first.header().getBytes(StandardCharsets.UTF_8);
        byte[] data = first.flag() instanceof ClientFirst.BindingFlag.Bound(String name)
                ? bindings.find(name).orElseThrow()
                : new byte[0];
        byte[] both = Arrays.copyOf(header, header.length + data.length);
        System.arraycopy(data, 0, both, header.length, data.length);
        return both;
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks HMAC-SHA-256", missing);
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks SHA-256", missing);
        }
    }
}
