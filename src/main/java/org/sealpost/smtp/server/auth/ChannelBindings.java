package org.sealpost.smtp.server.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLSession;

/**
 * What is the same at both ends of one TLS connection and of no other: a man in the middle has two connections, and a
 * proof that is bound to one is worth nothing on the other.
 */
public final class ChannelBindings {

    private static final String EXPORTER = "tls-exporter";
    private static final String END_POINT = "tls-server-end-point";
    private static final int EXPORTER_OCTETS = 32;

    /** Java's name of a signature algorithm, such as {@code SHA384withECDSA}. */
    private static final Pattern DIGEST = Pattern.compile("(MD5|SHA1|SHA224|SHA256|SHA384|SHA512)WITH.*");

    private final Map<String, byte[]> data;

    private ChannelBindings(Map<String, byte[]> data) {
        this.data = new TreeMap<>(data);
    }

    /** None: nothing can be bound. */
    public static ChannelBindings none() {
        return new ChannelBindings(Map.of());
    }

    /** Those of a server's session whose handshake is done. */
    public static ChannelBindings of(SSLSession session) {
        Map<String, byte[]> data = new TreeMap<>();
        exporter(session).ifPresent(octets -> data.put(EXPORTER, octets));
        endPoint(session).ifPresent(octets -> data.put(END_POINT, octets));
        return new ChannelBindings(data);
    }

    boolean isEmpty() {
        return data.isEmpty();
    }

    /** The data of a binding by its registered name, if this connection has it. */
    Optional<byte[]> find(String name) {
        return Optional.ofNullable(data.get(name));
    }

    /** RFC 9266. In TLS 1.2 it is unique only with the extended master secret, so it is offered in TLS 1.3 alone. */
    private static Optional<byte[]> exporter(SSLSession session) {
        if (!(session instanceof ExtendedSSLSession tls)
                || !session.getProtocol().equals("TLSv1.3")) {
            return Optional.empty();
        }
        try {
            return Optional.of(tls.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], EXPORTER_OCTETS));
        } catch (SSLKeyException | UnsupportedOperationException unable) {
            return Optional.empty();
        }
    }

    /** RFC 5929 section 4.1: the certificate's digest, by the digest of its signature, SHA-256 for the broken ones. */
    private static Optional<byte[]> endPoint(SSLSession session) {
        Certificate[] chain = session.getLocalCertificates();
        if (chain == null || chain.length == 0 || !(chain[0] instanceof X509Certificate own)) {
            return Optional.empty();
        }
        Matcher algorithm = DIGEST.matcher(own.getSigAlgName().toUpperCase(Locale.ROOT));
        if (!algorithm.matches()) {
            return Optional.empty();
        }
        String digest = switch (algorithm.group(1)) {
            case "MD5", "SHA1" -> "SHA-256";
            default -> algorithm.group(1).replace("SHA", "SHA-");
        };
        try {
            return Optional.of(MessageDigest.getInstance(digest).digest(own.getEncoded()));
        } catch (GeneralSecurityException unable) {
            return Optional.empty();
        }
    }
}
