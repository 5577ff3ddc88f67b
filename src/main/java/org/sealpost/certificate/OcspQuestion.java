package org.sealpost.certificate;

import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * One question to an OCSP responder and what makes an answer to it (RFC 6960). The certificate is named by SHA-1 digests,
 * which every responder understands (RFC 5019 section 2.1.1); nothing rests on them but which certificate is meant, and
 * its serial number and issuer are compared too.
 */
final class OcspQuestion {

    static final int MOST_OCTETS = 64 * 1024;

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** An answer that says nothing of the next one: newer ones can be had at any time. */
    private static final Duration WITHOUT_NEXT = Duration.ofHours(1);

    private static final Duration OLDEST_WITHOUT_NEXT = Duration.ofHours(24);

    /** RFC 9654 section 2.1. */
    private static final int NONCE = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate issuer;
    private final CertificateID id;
    private final X509CertificateHolder issuerHolder;
    private final DigestCalculatorProvider digests;
    private final byte[] nonce;
    private final byte[] request;

    private OcspQuestion(X509Certificate certificate, X509Certificate issuer)
            throws OperatorCreationException, CertificateEncodingException, OCSPException, IOException {
        this.issuer = issuer;
        this.digests = new JcaDigestCalculatorProviderBuilder().build();
        this.issuerHolder = new JcaX509CertificateHolder(issuer);
        this.id = new CertificateID(digests.get(CertificateID.HASH_SHA1), issuerHolder, certificate.getSerialNumber());
        this.nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        this.request = new OCSPReqBuilder()
                .addRequest(id)
                .setRequestExtensions(new Extensions(new Extension(
                        OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce).getEncoded())))
                .build()
                .getEncoded();
    }

    static OcspQuestion about(X509Certificate certificate, X509Certificate issuer) {
        try {
            return new OcspQuestion(certificate, issuer);
        } catch (OperatorCreationException | CertificateEncodingException | OCSPException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The request's octets. */
    byte[] request() {
        return request.clone();
    }

    /**
     * Reads a response.
     *
     * @throws RevocationUnknownException when it answers nothing, or not by right
     */
    OcspAnswer answer(byte[] octets, Instant at) throws RevocationUnknownException {
        try {
            OCSPResp response = new OCSPResp(octets);
            if (response.getStatus() != OCSPResp.SUCCESSFUL) {
                throw new RevocationUnknownException("the OCSP responder refuses to answer");
            }
            if (!(response.getResponseObject() instanceof BasicOCSPResp basic)) {
                throw new RevocationUnknownException("the OCSP response is of an unknown kind");
            }
            OcspResponder.check(basic, issuer, at);
            checkNonce(basic);
            return answer(single(basic), at);
        } catch (IOException | OCSPException | IllegalArgumentException | ClassCastException malformed) {
            throw new RevocationUnknownException("what came is no OCSP response");
        }
    }

    /** Most responders sign in advance and repeat no nonce; one that is there and differs is an old answer replayed. */
    private void checkNonce(BasicOCSPResp response) throws RevocationUnknownException {
        Extension repeated = response.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (repeated != null
                && !Arrays.equals(
                        DEROctetString.getInstance(repeated.getParsedValue()).getOctets(), nonce)) {
            throw new RevocationUnknownException("the OCSP response answers another question");
        }
    }

    private SingleResp single(BasicOCSPResp response) throws RevocationUnknownException {
        Optional<SingleResp> mine = Stream.of(response.getResponses())
                .filter(one -> isMine(one.getCertID()))
                .findFirst();
        return mine.orElseThrow(() -> new RevocationUnknownException("the OCSP response is about another certificate"));
    }

    private boolean isMine(CertificateID other) {
        try {
            return other.getSerialNumber().equals(id.getSerialNumber()) && other.matchesIssuer(issuerHolder, digests);
        } catch (OCSPException unknownDigest) {
            return false;
        }
    }

    private static OcspAnswer answer(SingleResp single, Instant at) throws RevocationUnknownException {
        Instant from = single.getThisUpdate().toInstant();
        Optional<Instant> next = Optional.ofNullable(single.getNextUpdate())
                .map(date -> date.toInstant().plus(CLOCK_SKEW));
        if (from.isAfter(at.plus(CLOCK_SKEW))) {
            throw new RevocationUnknownException("the OCSP response is from the future");
        }
        Instant until = next.orElse(at.plus(WITHOUT_NEXT));
        if (!at.isBefore(until) || (next.isEmpty() && from.isBefore(at.minus(OLDEST_WITHOUT_NEXT)))) {
            throw new RevocationUnknownException("the OCSP response is out of date");
        }
        return switch (single.getCertStatus()) {
            case null -> new OcspAnswer(new RevocationStatus.Good(), until);
            case RevokedStatus revoked ->
                new OcspAnswer(
                        new RevocationStatus.Revoked(revoked.getRevocationTime().toInstant(), "OCSP"), until);
            case UnknownStatus ignored ->
                throw new RevocationUnknownException("the OCSP responder does not know the certificate");
            default -> throw new RevocationUnknownException("the OCSP response is of an unknown kind");
        };
    }
}
