package org.sealpost.consent.fhir;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** How many resources other systems told, how many were refused, and how often a system was away. */
@Singleton
class SourceMetrics {

    /** By which way. */
    enum Way {
        POLL,
        ASK,
        TOPIC;

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final MeterRegistry registry;

    SourceMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Way way : Way.values()) {
            resources(way, "taken");
            resources(way, "refused");
            failures(way);
        }
    }

    void taken(Way way) {
        resources(way, "taken").increment();
    }

    void refused(Way way) {
        resources(way, "refused").increment();
    }

    void failed(Way way) {
        failures(way).increment();
    }

    private Counter resources(Way way, String outcome) {
        return Counter.builder("sealpost.consent.resources")
                .description("Consents and patients that another system told")
                .tag("way", way.key())
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter failures(Way way) {
        return Counter.builder("sealpost.consent.source.failures")
                .description("Times that another system gave no answer that could be used")
                .tag("way", way.key())
                .register(registry);
    }
}
