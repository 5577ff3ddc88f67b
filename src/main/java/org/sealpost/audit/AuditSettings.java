package org.sealpost.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the audit, {@code sealpost.audit.*}. */
@ConfigMapping(prefix = "sealpost.audit")
public interface AuditSettings {

    /** The Kafka topic that events are published to. */
    @WithDefault("sealpost.audit")
    String topic();

    /** How long a caller waits for its events to be durable before it is told that they may not be. */
    @WithDefault("5s")
    Duration commitTimeout();

    /** How many callers may wait for the database; the next one is refused at once. */
    @WithDefault("10000")
    int commitQueue();

    /** How often a replica looks for events of other replicas. Its own it chains and publishes within a
     * fraction of a second. */
    @WithDefault("1s")
    Duration interval();

    /** How long a replica that vanished keeps others from chaining and publishing a practice's events. */
    @WithDefault("15s")
    Duration lease();

    /** How often a process shows that it lives. */
    @WithDefault("5s")
    Duration heartbeat();

    /** Silence after which a process counts as dead. Several heartbeats must fit in. */
    @WithDefault("30s")
    Duration instanceTimeout();
}
