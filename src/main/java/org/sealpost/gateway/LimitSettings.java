package org.sealpost.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many people may be written to before a person must look, {@code sealpost.limits.*}. */
@ConfigMapping(prefix = "sealpost.limits")
public interface LimitSettings {

    /** Different recipients of one sender within an hour; messages to more are held. 0 for no limit. */
    @WithDefault("1000")
    int senderRecipientsPerHour();

    /** Different recipients of one practice within an hour; messages to more are held. 0 for no limit. */
    @WithDefault("10000")
    int practiceRecipientsPerHour();
}
