package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.util.UUID;

/** The name under which this process holds leases. */
@Singleton
final class LeaseOwner {

    private final UUID id = UUID.randomUUID();

    UUID id() {
        return id;
    }
}
