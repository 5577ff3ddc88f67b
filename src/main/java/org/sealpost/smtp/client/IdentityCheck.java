package org.sealpost.smtp.client;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;

/**
 * What a TLS session proves about the peer, from the certificates in it. Asked after each handshake, so that a resumed
 * session is judged by what counts now: its records, policy or names may be others than when it began.
 */
final class IdentityCheck {

    private final Peer peer;
    private final TlsTrust trust;

    IdentityCheck(Peer peer, TlsTrust trust) {
        this.peer = peer;
        this.trust = trust;
    }

    private sealed interface Verdict {}

    private record Proven(ProofMethod method, String name) implements Verdict {}

    private record Unproven(String why) implements Verdict {}

    /**
     * The proof.
     *
     * @param strict whether the handshake itself would have failed without PKIX and the name
     * @throws IOException when the peer's certificate cannot be read
     */
    TlsProof of(SSLSession session, boolean strict) throws IOException {
        List<X509Certificate> chain = chain(session);
        String fingerprint = fingerprint(chain.getFirst());
        return switch (verdict(session, chain, strict)) {
            case Proven(ProofMethod method, String name) ->
                new TlsProof.Verified(session.getProtocol(), session.getCipherSuite(), fingerprint, name, method);
            case Unproven(String why) ->
                new TlsProof.Unverified(session.getProtocol(), session.getCipherSuite(), fingerprint, why);
        };
    }

    private Verdict verdict(SSLSession session, List<X509Certificate> chain, boolean strict) {
        String host = peer.nextHop().host();
        return switch (peer.identity()) {
            case Identity.OwnName own ->
                strict || RecordingTrustManager.isVerified(session)
                        ? new Proven(ProofMethod.PKIX_NAME, host)
                        : new Unproven(RecordingTrustManager.fault(session));
            case Identity.OperatorNames(Set<String> names, TlsLevel least) ->
                pkix(chain, names, ProofMethod.OPERATOR_NAME);
            case Identity.PolicyHost listed -> pkix(chain, Set.of(host), ProofMethod.MTA_STS);
            case Identity.Dane dane ->
                new DaneCheck(dane)
                        .of(chain)
                        .<Verdict>map(method -> new Proven(method, host))
                        .orElseGet(() -> new Unproven("its certificate is not the one that signed DNS names (DANE)"));
            case Identity.Unprovable unprovable -> new Unproven(unprovable.why());
            case Identity.Forbidden(String why) -> new Unproven(why);
            case Identity.Unknown(String why) -> new Unproven(why);
        };
    }

    private Verdict pkix(List<X509Certificate> chain, Set<String> names, ProofMethod method) {
        Optional<String> name = CertificateNames.of(chain.getFirst()).matchAny(names);
        if (name.isEmpty()) {
            return new Unproven("its certificate names none of " + String.join(", ", names));
        }
        try {
            trust.checkPath(chain);
            return new Proven(method, name.get());
        } catch (CertificateException untrusted) {
            return new Unproven(String.valueOf(untrusted.getMessage()));
        }
    }

    private static List<X509Certificate> chain(SSLSession session) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate one : session.getPeerCertificates()) {
            if (one instanceof X509Certificate certificate) {
                chain.add(certificate);
            }
        }
        if (chain.isEmpty()) {
            throw new IOException("the next hop showed no X.509 certificate");
        }
        return chain;
    }

    private static String fingerprint(X509Certificate certificate) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("the next hop's certificate cannot be read", unreadable);
        }
    }
}
