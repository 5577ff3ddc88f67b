package org.sealpost.dkim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The keys by which domains sign their mail. */
@ConfigMapping(prefix = "sealpost.dkim")
public interface DkimSettings {

    /** The age at which the list of keys says that one should be rotated. */
    @WithDefault("180d")
    Duration rotateAfter();

    /** Name server, as host:port, at which a key's record is looked for; the machine's own when missing. */
    Optional<String> nameServer();
}
