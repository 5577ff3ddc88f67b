package org.sealpost.gateway;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** The alarm of the sending limits, for whoever watches: mail goes on, so it is no matter of readiness. */
@Wellness
@Singleton
final class LimitHealth implements HealthCheck {

    private final SendingLimits limits;

    LimitHealth(SendingLimits limits) {
        this.limits = limits;
    }

    @Override
    public HealthCheckResponse call() {
        int over = limits.overLimit().size();
        return HealthCheckResponse.named("sending limits")
                .status(over == 0)
                .withData("over", over)
                .build();
    }
}
