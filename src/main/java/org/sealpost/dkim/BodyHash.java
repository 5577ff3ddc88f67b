package org.sealpost.dkim;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.james.jdkim.canon.DigestOutputStream;
import org.apache.james.jdkim.canon.RelaxedBodyCanonicalizer;
import org.sealpost.mail.RawMessage;

/**
 * The hash of a body in relaxed canonicalization (RFC 6376 section 3.4.4), in one pass over the octets in place. What
 * remains of a body without text is nothing at all; the library follows the RFC's predecessor there, which kept one
 * CRLF, so such bodies are told apart here.
 */
final class BodyHash {

    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private BodyHash() {}

    static byte[] of(RawMessage message) {
        DigestOutputStream digest = new DigestOutputStream(sha256());
        try (Watched body = new Watched(new RelaxedBodyCanonicalizer(digest))) {
            message.writeBody(body);
            body.end();
            if (!body.hasText) {
                return sha256().digest();
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("a digest takes every octet", impossible);
        }
        return digest.getDigest();
    }

    /** SHA-256 is in every JDK. */
    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Knows whether anything but white space went through, and ends an unfinished last line. */
    private static final class Watched extends FilterOutputStream {

        private boolean hasText;
        private int last = '\n';

        Watched(OutputStream canonicalizer) {
            super(canonicalizer);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            for (int i = offset; !hasText && i < offset + length; i++) {
                hasText = !isWhite(octets[i]);
            }
            if (length > 0) {
                last = octets[offset + length - 1];
            }
            out.write(octets, offset, length);
        }

        @Override
        public void write(int octet) throws IOException {
            hasText |= !isWhite((byte) octet);
            last = octet;
            out.write(octet);
        }

        void end() throws IOException {
            if (last != '\n') {
                out.write(CRLF, 0, CRLF.length);
            }
        }

        private static boolean isWhite(byte octet) {
            return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
        }
    }
}
