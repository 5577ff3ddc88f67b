package org.sealpost.gateway;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether mail is taken, for a load balancer: not yet while starting, and no more once stopping. */
@Readiness
@Singleton
final class SmtpHealth implements HealthCheck {

    private final GatewayLifecycle lifecycle;

    SmtpHealth(GatewayLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("smtp")
                .status(lifecycle.isTakingMail())
                .build();
    }
}
