package org.sealpost.dkim;

import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.apache.james.jdkim.DKIMCommon;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.tagvalue.SignatureRecordTemplate;

/**
 * One DKIM-Signature field (RFC 6376 section 3.5), relaxed in header and body, without {@code l=}: a signature that
 * covers a part of the body lets anyone add to it (section 8.2).
 */
final class SignatureField extends DKIMCommon {

    /** How long a signature holds: as long as a retired key's record stays published. */
    static final Duration HOLDS = Duration.ofDays(7);

    private static final int LINE = 76;
    private static final String NAME = "DKIM-Signature:";
    /** Where the library leaves room for the signature. */
    private static final String EMPTY = " b=;";

    private SignatureField() {}

    /**
     * Signs.
     *
     * @return the field without its last CRLF
     */
    static String of(SigningKey key, SignedFields fields, byte[] bodyHash, Instant at)
            throws SignatureException, InvalidKeyException, PermFailException {
        SignatureRecord signature = new SignatureRecordTemplate("v=1; a="
                + key.algorithm().tag()
                + "; c=relaxed/relaxed; d=" + key.domain() + "; s=" + key.selector() + "; t=" + at.getEpochSecond()
                + "; x=" + at.plus(HOLDS).getEpochSecond()
                + "; h=" + fields.names() + "; bh=; b=");
        signature.setBodyHash(bodyHash);
        CanonicalHeader canonical = new CanonicalHeader(key.algorithm());
        canonical.initSign(key.key());
        signatureCheck(fields, signature, signature.getHeaders(), canonical);
        String encoded = Base64.getEncoder().encodeToString(canonical.sign());
        String whole = NAME + signature.toUnsignedString().replace(EMPTY, " b=" + spaced(encoded) + ";");
        return folded(whole);
    }

    /** White space in {@code b=} means nothing (RFC 6376 section 3.5), so a line may end there. */
    private static String spaced(String encoded) {
        return encoded.replaceAll("(.{" + (LINE - 8) + "})(?=.)", "$1 ");
    }

    /** Relaxed canonicalization takes a folded line for a space (RFC 6376 section 3.4.2): folding changes no signature. */
    private static String folded(String field) {
        StringBuilder folded = new StringBuilder();
        int line = 0;
        for (String word : field.split(" ", -1)) {
            if (line > 0 && line + 1 + word.length() > LINE) {
                folded.append("\r\n\t");
                line = 1;
            } else if (line > 0) {
                folded.append(' ');
                line++;
            }
            folded.append(word);
            line += word.length();
        }
        return folded.toString();
    }
}
