package org.sealpost.consent.fhir;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of the Kafka topic on which record systems publish consents, {@code sealpost.consent.*}. */
@ConfigMapping(prefix = "sealpost.consent")
public interface ConsentTopicSettings {

    /** The topic, such as {@code sealpost.consent}; without one nothing is read. */
    Optional<String> topic();

    /** The topic on which it is told what was refused. */
    @WithDefault("sealpost.consent.refused")
    String refusedTopic();

    /** The consumer group; replicas of one installation share it. */
    @WithDefault("sealpost")
    String group();
}
