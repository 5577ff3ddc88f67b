package org.sealpost.delivery;

import java.util.Optional;
import org.sealpost.audit.ReplyCodes;
import org.sealpost.audit.TlsEvidence;
import org.sealpost.smtp.EnhancedCode;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.ProofMethod;
import org.sealpost.smtp.client.TlsProof;

/** What events keep of replies and of TLS. */
public final class Evidence {

    private static final String NOT_VERIFIED = "none";

    private Evidence() {}

    /** The codes alone: a foreign server's text may quote an address. */
    public static ReplyCodes of(Reply reply) {
        return new ReplyCodes(reply.code(), reply.enhanced().map(EnhancedCode::toString));
    }

    /** What a connection proved; nothing for one in clear. */
    public static Optional<TlsEvidence> of(TlsProof proof) {
        return switch (proof) {
            case TlsProof.Clear clear -> Optional.empty();
            case TlsProof.Unverified(String version, String cipher, String fingerprint, String why) ->
                Optional.of(new TlsEvidence(
                        version, cipher, Optional.of(fingerprint), Optional.of(NOT_VERIFIED), Optional.empty()));
            case TlsProof.Verified(
                    String version,
                    String cipher,
                    String fingerprint,
                    String name,
                    ProofMethod method) ->
                Optional.of(new TlsEvidence(
                        version, cipher, Optional.of(fingerprint), Optional.of(method.key()), Optional.of(name)));
        };
    }
}
