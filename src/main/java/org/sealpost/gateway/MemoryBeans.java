package org.sealpost.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.sealpost.mail.MemoryBudget;

/** The one budget of heap that messages in flight share, on their way in and out of the queue. */
final class MemoryBeans {

    @Produces
    @Singleton
    MemoryBudget budget(SmtpSettings settings) {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return new MemoryBudget(settings.memory().map(MemorySize::asLongValue).orElse(quarter));
    }
}
