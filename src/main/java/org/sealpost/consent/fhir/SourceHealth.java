package org.sealpost.consent.fhir;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether the systems that know consents answer. Mail goes on without them, better protected: no matter of readiness. */
@Wellness
@Singleton
final class SourceHealth implements HealthCheck {

    private final FhirSource server;
    private final ConsentTopic topic;

    SourceHealth(FhirSource server, ConsentTopic topic) {
        this.server = server;
        this.topic = topic;
    }

    @Override
    public HealthCheckResponse call() {
        int away = server.away().size();
        return HealthCheckResponse.named("consent sources")
                .status(away == 0 && !topic.isAway())
                .withData("practices without their FHIR server", away)
                .withData("topic", topic.isAway() ? "away" : "ok")
                .build();
    }
}
