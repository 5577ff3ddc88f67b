package org.sealpost.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How long and how often delivery is tried. */
@ConfigMapping(prefix = "sealpost.delivery")
public interface DeliverySettings {

    /** How long a client waits for a slow next hop before the message is queued and answered. */
    @WithDefault("20s")
    Duration cutThroughBudget();

    /** The first retry; doubling, with jitter, up to {@link #retryMaximum()}. */
    @WithDefault("1m")
    Duration retryInitial();

    /** The longest pause between two attempts. */
    @WithDefault("1h")
    Duration retryMaximum();

    /** When the sender of a message that still waits is told so, once. */
    @WithDefault("4h")
    Duration delayNotice();

    /** When a message is given up and goes back to its sender. */
    @WithDefault("5d")
    Duration lifetime();

    /** When a held message that nobody decided about goes back to its sender. */
    @WithDefault("5d")
    Duration holdLifetime();

    /** For how long a replica holds a queued part; renewed while an attempt runs. */
    @WithDefault("60s")
    Duration lease();

    /** How often the queue is looked at; a part that this replica queues is tried at once. */
    @WithDefault("1s")
    Duration pollEvery();

    /** Attempts at a time on this replica; for what is urgent there is a tenth more. */
    @WithDefault("50")
    int concurrency();

    /**
     * Messages under way at a time to one destination: the relay, a rule's next hop, or a recipient's domain. When
     * missing it is 20, but none for messages that go to the relay within their client's transaction: the relay is the
     * operator's own, and it is as fast as it is.
     */
    OptionalInt concurrencyPerDestination();

    /** Messages that begin their way to one destination in a minute; 0 for no limit. */
    @WithDefault("0")
    int ratePerDestination();

    /** Time for connecting and for each handshake. */
    @WithDefault("30s")
    Duration connectTimeout();

    /** Time for each reply but the last one (RFC 5321 section 4.5.3.2). */
    @WithDefault("5m")
    Duration replyTimeout();

    /** Next hop for what the practice's staff are told, as host:port; the normal one when missing. */
    Optional<String> notificationsVia();

    /** Name servers as host:port; the machine's own when missing. */
    Optional<String> nameServer();

    /** DS or DNSKEY records, as in a zone file, from which DNSSEC is validated; the root's own when missing. */
    Optional<Path> dnssecTrustAnchors();

    /** Networks in which a mail server found by MX may stand though they are not public, as CIDR. */
    Optional<String> internalNetworks();

    /** For a recipient's domain, the names of which a mail exchanger's certificate must prove one, with commas. */
    Map<String, String> tlsNames();
}
