package org.sealpost.portal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The portal's settings. */
@ConfigMapping(prefix = "sealpost.portal")
public interface PortalSettings {

    /** What links in notices start with: the address at which patients reach this server. */
    @WithDefault("http://localhost:8080")
    URI url();

    /** How long a message is kept; after that it is shredded. */
    @WithDefault("30d")
    Duration retention();

    /** Takes one-time codes as JSON by HTTP POST and sends them as text messages; none: no text messages. */
    Optional<URI> textMessageWebhook();

    /** How long the webhook may take to connect, and again to answer. */
    @WithDefault("10s")
    Duration textMessageTimeout();
}
