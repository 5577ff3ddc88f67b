package org.sealpost.delivery;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The settings as the program would read them. */
public final class Settings {

    private Settings() {}

    public static DeliverySettings delivery(Map<String, String> values) {
        return config(DeliverySettings.class, values).getConfigMapping(DeliverySettings.class);
    }

    static RelaySettings relay(Map<String, String> values) {
        return config(RelaySettings.class, values).getConfigMapping(RelaySettings.class);
    }

    private static SmallRyeConfig config(Class<?> mapping, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(mapping)
                .withDefaultValues(values)
                .build();
    }
}
