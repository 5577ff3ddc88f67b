package org.sealpost.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much may be sent before a person must look, {@code sealpost.limits.*}. */
@ConfigMapping(prefix = "sealpost.limits")
public interface LimitSettings {

    /** Different recipients of one sender within an hour; messages to more are held. 0 for no limit. */
    @WithDefault("1000")
    int senderRecipientsPerHour();

    /**
     * Different recipients within an hour of whoever signs in with one account, whatever sender it names; messages to
     * more are held. 0 for no limit.
     */
    @WithDefault("1000")
    int accountRecipientsPerHour();

    /** Different recipients of one practice within an hour; messages to more are held. 0 for no limit. */
    @WithDefault("10000")
    int practiceRecipientsPerHour();

    /** Messages of one sender within an hour, on each replica; more are held. 0 for no limit. */
    @WithDefault("0")
    int senderMessagesPerHour();

    /** Messages within an hour of whoever signs in with one account, on each replica; more are held. 0 for no limit. */
    @WithDefault("2000")
    int accountMessagesPerHour();
}
