package org.sealpost.audit;

import java.util.List;
import java.util.Optional;

/** What becomes of mail that comes to a practice. A text is in Sealpost's words, never a foreign server's. */
public sealed interface InboundEvent extends EventData {

    /** The recipients that it is about. */
    List<Pseudonym> recipients();

    /**
     * A message came and was read as far as it could be; durable before the practice's server has it.
     *
     * @param sender of the envelope, empty for the null path
     * @param size octets as it came
     * @param client network address of whoever handed it in
     * @param tls how that connection was protected, empty when in clear
     * @param cipher of its content, when it was decrypted
     * @param certificate SHA-256 fingerprint (hex) of the practice's certificate that it was decrypted for
     * @param unread why it goes on as it came though it is S/MIME, such as {@code no-key}
     * @param signature pass, fail, policy, neutral or none (RFC 7281)
     * @param signatureFault why it is no pass
     * @param signer SHA-256 fingerprint (hex) of the signer's certificate, where it is known
     * @param header how its header fields were protected: none, signed, encrypted or wrapped
     */
    record Received(
            Optional<Pseudonym> sender,
            List<Pseudonym> recipients,
            long size,
            String client,
            Optional<TlsEvidence> tls,
            Optional<String> cipher,
            Optional<String> certificate,
            Optional<String> unread,
            String signature,
            Optional<String> signatureFault,
            Optional<String> signer,
            String header)
            implements InboundEvent {
        public Received {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * The practice's server took it.
     *
     * @param nextHop {@code host:port}
     * @param address of the next hop, as it was connected to
     * @param tls what the next hop proved, empty when in clear
     * @param decrypted whether it went on decrypted
     */
    record Delivered(
            List<Pseudonym> recipients,
            String nextHop,
            String address,
            Optional<TlsEvidence> tls,
            ReplyCodes reply,
            boolean decrypted)
            implements InboundEvent {
        public Delivered {
            recipients = List.copyOf(recipients);
        }
    }

    /** The practice's server, or the gateway itself, refused it for good, and its sender's server was told. */
    record Refused(List<Pseudonym> recipients, ReplyCodes reply, String why) implements InboundEvent {
        public Refused {
            recipients = List.copyOf(recipients);
        }
    }
}
