package org.sealpost.delivery;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where copies of what leaves go. */
@ConfigMapping(prefix = "sealpost.journal")
public interface JournalSettings {

    /** Mailbox that gets a copy of each message as it left; none: no copies. */
    Optional<String> address();

    /** Its mail server, as host:port; the normal next hop when missing. */
    Optional<String> nextHop();
}
