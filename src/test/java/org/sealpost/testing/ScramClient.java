package org.sealpost.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), written apart from the server's. */
public final class ScramClient {

    private static final String NONCE = "fyko+d2lbbFgONRv9qkxdawL";

    private final String password;
    private final String header;
    private final byte[] binding;
    private final String bare;
    private byte[] serverSignature = {};

    /**
     * @param header the GS2 header: {@code n,,}, {@code y,,} or {@code p=NAME,,}
     * @param binding what the connection is bound by, empty without
     */
    public ScramClient(String login, String password, String header, byte[] binding) {
        this.password = password;
        this.header = header;
        this.binding = binding.clone();
        this.bare = "n=" + login + ",r=" + NONCE;
    }

    /** The first message, in base64. */
    public String first() {
        return base64((header + bare).getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to the server's challenge, both in base64. */
    public String answer(String challenge) throws Exception {
        String serverFirst = new String(Base64.getDecoder().decode(challenge), StandardCharsets.UTF_8);
        String nonce = value(serverFirst, "r=");
        byte[] salt = Base64.getDecoder().decode(value(serverFirst, "s="));
        int iterations = Integer.parseInt(value(serverFirst, "i="));
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
                .getEncoded();
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        byte[] bound = new byte[head.length + binding.length];
        System.arraycopy(head, 0, bound, 0, head.length);
        System.arraycopy(binding, 0, bound, head.length, binding.length);
        String withoutProof = "c=" + base64(bound) + ",r=" + nonce;
        String authMessage = bare + "," + serverFirst + "," + withoutProof;
        byte[] proof = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), authMessage);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        serverSignature = hmac(hmac(salted, "Server Key"), authMessage);
        return base64((withoutProof + ",p=" + base64(proof)).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the server's last challenge proves that it knows the verifier. */
    public boolean isServer(String challenge) {
        return new String(Base64.getDecoder().decode(challenge), StandardCharsets.UTF_8)
                .equals("v=" + base64(serverSignature));
    }

    private static String value(String message, String attribute) {
        for (String part : message.split(",")) {
            if (part.startsWith(attribute)) {
                return part.substring(attribute.length());
            }
        }
        throw new AssertionError("no " + attribute + " in " + message);
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
