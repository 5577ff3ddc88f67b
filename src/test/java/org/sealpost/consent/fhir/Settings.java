package org.sealpost.consent.fhir;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The settings as the program would read them. */
final class Settings {

    private Settings() {}

    static FhirSettings fhir(Map<String, String> values) {
        return of(FhirSettings.class, values);
    }

    static ConsentTopicSettings topic(Map<String, String> values) {
        return of(ConsentTopicSettings.class, values);
    }

    private static <T> T of(Class<T> mapping, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(mapping)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(mapping);
    }
}
