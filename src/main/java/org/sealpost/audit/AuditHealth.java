package org.sealpost.audit;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether Kafka takes the events, and how many wait. Never down: mail does not depend on Kafka. */
@Readiness
@Singleton
final class AuditHealth implements HealthCheck {

    private final KafkaPublisher publisher;

    AuditHealth(KafkaPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("audit stream")
                .up()
                .withData("kafka", kafka())
                .withData("unpublished", publisher.unpublished())
                .build();
    }

    private String kafka() {
        if (publisher.isWaiting()) {
            return "away";
        }
        return publisher.isRefused() ? "refuses an event that is too large" : "reachable";
    }
}
