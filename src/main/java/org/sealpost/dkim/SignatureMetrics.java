package org.sealpost.dkim;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** How many messages left with a signature and how many without, and why. */
@Singleton
final class SignatureMetrics {

    private final Counter signed;
    private final Counter withoutKey;
    private final Counter failed;

    SignatureMetrics(MeterRegistry registry) {
        signed = counter(registry, "signed");
        withoutKey = counter(registry, "no-key");
        failed = counter(registry, "failed");
    }

    void signed() {
        signed.increment();
    }

    void withoutKey() {
        withoutKey.increment();
    }

    /** There is a key, and it did not sign. */
    void failed() {
        failed.increment();
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("sealpost.dkim.messages")
                .description("Copies of messages that were to be signed as they left")
                .tag("outcome", outcome)
                .register(registry);
    }
}
