package org.sealpost.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The listener for mail that comes to the practice; what else it is set by stands in {@link SmtpSettings}. */
@ConfigMapping(prefix = "sealpost.inbound")
public interface InboundSettings {

    /** Address to listen on. */
    @WithDefault("0.0.0.0")
    String host();

    /** Port with STARTTLS; 0 for any free one. Without it no mail to the practice is taken. */
    OptionalInt port();

    /**
     * The practice's edge, as CIDR: the mail servers and spam filters that hand mail on. Then nobody else may, and their
     * Authentication-Results may be believed. Without it anyone may hand in mail, as at a mail exchanger.
     */
    Optional<List<String>> trustedClients();

    /** The names under which trusted clients write Authentication-Results (RFC 8601 section 2.2). */
    Optional<List<String>> trustedAuthservIds();

    /** The name under which Sealpost writes its own; the host's name when missing. */
    Optional<String> authservId();

    /** The practices' mail server, as host:port. */
    Optional<String> nextHop();

    /** Another one for a practice, by its id. */
    Map<String, String> nextHops();

    /** What a next hop that is not on this machine must prove to get decrypted mail: verified, or required. */
    @WithDefault("verified")
    String nextHopTls();

    /** Whether content under 3DES is read, as CBC is: with a valid signature inside. */
    @WithDefault("false")
    boolean tripleDes();

    /** What proves that a patient wrote first: off, signature (S/MIME), or dmarc (that, or a trusted client's word). */
    @WithDefault("dmarc")
    String wroteFirst();
}
