package org.sealpost.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sealpost.cryptography.Cryptography;
import org.sealpost.mail.RawMessage;

/**
 * Signs messages as a practice or a sender (RFC 8551 section 3.5), with header protection (RFC 9788, {@code hp="clear"}).
 *
 * <p>Guarantees: what is signed is exactly what is sent, the body is the message's octet by octet, and a message that is
 * signed already is never signed again. Does not guarantee that anybody trusts the certificate.
 *
 * <p>The signature says by which certificate (RFC 5035) and when it was made, what we like to receive and under which
 * certificate (RFC 8551 section 2.5); these certificates and their issuers are sent along.
 */
public final class SmimeSigner {

    /** The encodings that no server takes off or puts on (RFC 2045 section 6). */
    private static final Set<String> SEVEN_BIT = Set.of("7bit", "quoted-printable", "base64");

    private static final int BOUNDARY_OCTETS = 18;

    private static final String MIME_VERSION = "MIME-Version: 1.0\r\n";

    private static final String SIGNATURE_FIELDS = """
            Content-Type: application/pkcs7-signature; name="smime.p7s"\r
            Content-Transfer-Encoding: base64\r
            Content-Disposition: attachment; filename="smime.p7s"\r
            \r
            """;

    /** Octets that the fields and boundaries of multipart/signed take at most. */
    private static final int MULTIPART_FIELDS = 1024;

    private final SignedData signedData;

    /**
     * Signs, and asks for answers that are encrypted to a certificate of ours.
     *
     * @param identity that signs
     * @param encryptionCertificate to which answers may be encrypted; may be the identity's own
     * @param clock that gives the signing time
     * @throws SmimeException when a key is too weak or of a kind that is not supported
     */
    public SmimeSigner(SmimeIdentity identity, Optional<X509Certificate> encryptionCertificate, Clock clock)
            throws SmimeException {
        this(new SignedData(
                identity,
                SignatureParts.of(new SignatureParts.Certificates(
                        identity.certificate(), identity.issuers(), encryptionCertificate)),
                clock));
    }

    SmimeSigner(SignedData signedData) {
        this.signedData = signedData;
    }

    /**
     * Signs without saying where answers may be encrypted to.
     *
     * @throws SmimeException when the key is too weak or of a kind that is not supported
     */
    public SmimeSigner(SmimeIdentity identity) throws SmimeException {
        this(identity, Optional.empty(), Clock.systemUTC());
    }

    /**
     * Whether the message can be signed clear: every line is 7-bit, ends with CRLF, has at most 998 octets and does not
     * begin with {@code From }, and no part is labelled as 8bit or binary. What is else may be changed by a server on the
     * way (RFC 8551 section 3.1.3), which would break the signature.
     *
     * @throws SmimeException when the message is signed already, or its Content-Type is malformed
     */
    public static boolean canSignClear(RawMessage message) throws SmimeException {
        TransportSafety safety = new TransportSafety();
        try {
            ProtectedMessage.signed(message).writePayload(safety);
        } catch (IOException impossible) {
            throw new SmimeException("The message cannot be read.", impossible);
        }
        return safety.holds() && hasSevenBitLabels(message);
    }

    /** A server whose next hop takes no 8-bit mail goes by the label: it encodes ASCII anew that is called 8bit. */
    private static boolean hasSevenBitLabels(RawMessage message) {
        AtomicBoolean labels = new AtomicBoolean(true);
        boolean read = PartFields.read(message, PartFields.Reach.EVERYTHING, field -> {
            if (field.is("Content-Transfer-Encoding")
                    && !SEVEN_BIT.contains(field.value().strip().toLowerCase(Locale.ROOT))) {
                labels.set(false);
            }
        });
        return read && labels.get();
    }

    /**
     * Whether somebody signed or encrypted the message already, so that it is not signed again.
     *
     * @throws SmimeException when its Content-Type is malformed
     */
    public static boolean isProtected(RawMessage message) throws SmimeException {
        return MessageEntity.of(message).isProtected();
    }

    /**
     * Signs so that every mail program can read the message: multipart/signed (RFC 8551 section 3.5.3). Blind copy
     * fields are dropped.
     *
     * @throws SmimeException when a server could change a line of it (see {@link #canSignClear}), when it is signed
     *     already, its Content-Type is malformed, or the key does not sign
     */
    public RawMessage signClear(RawMessage message) throws SmimeException {
        if (!canSignClear(message)) {
            throw new SmimeException("The message has lines that a mail server may change, such as 8-bit text or what"
                    + " is labelled so, so it can be signed in the opaque form only.");
        }
        ProtectedMessage parts = ProtectedMessage.signed(message);
        String boundary = boundary();
        int overhead = signedData.overhead();
        MessageBuffer out = new MessageBuffer(Math.toIntExact(
                parts.outerSize() + parts.payloadSize() + MULTIPART_FIELDS + Base64Lines.size(overhead)));
        ByteArrayOutputStream signature = new ByteArrayOutputStream(overhead);
        try {
            parts.writeOuterFields(out);
            out.write(MIME_VERSION + "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
                    + " micalg=" + signedData.scheme().micalg() + "; boundary=\"" + boundary + "\"\r\n\r\n--"
                    + boundary + "\r\n");
            try (OutputStream signed = signedData.detached(signature, out)) {
                parts.writePayload(signed);
            }
            out.write("\r\n--" + boundary + "\r\n" + SIGNATURE_FIELDS);
            byte[] der = SignedData.der(signature.toByteArray());
            try (OutputStream base64 = new Base64Lines(out, der.length)) {
                base64.write(der);
            }
            out.write("--" + boundary + "--\r\n");
            return out.toMessage();
        } catch (IOException | RuntimeException fault) {
            throw SignedData.cannotSign(fault);
        }
    }

    /**
     * Signs so that nothing on the way can break the signature: signed-data in base64 (RFC 8551 section 3.5.2), which
     * only mail programs with S/MIME can read. Blind copy fields are dropped.
     *
     * @throws SmimeException when it is signed already, its Content-Type is malformed, or the key does not sign
     */
    public RawMessage signOpaque(RawMessage message) throws SmimeException {
        ProtectedMessage parts = ProtectedMessage.signed(message);
        OpaqueSigned signed = sign(parts);
        MessageBuffer out =
                new MessageBuffer(Math.toIntExact(parts.outerSize() + MIME_VERSION.length() + signed.size()));
        try {
            parts.writeOuterFields(out);
            out.write(MIME_VERSION);
            signed.writeTo(out);
            return out.toMessage();
        } catch (IOException impossible) {
            throw SignedData.cannotSign(impossible);
        }
    }

    /** Signs a payload as an entity: what is encrypted when signing comes first. */
    OpaqueSigned sign(ProtectedMessage parts) throws SmimeException {
        return OpaqueSigned.of(parts, signedData);
    }

    /** One that no content can hold by accident: 144 random bits. */
    private static String boundary() {
        byte[] octets = new byte[BOUNDARY_OCTETS];
        Cryptography.random().nextBytes(octets);
        return "=_" + HexFormat.of().formatHex(octets);
    }
}
