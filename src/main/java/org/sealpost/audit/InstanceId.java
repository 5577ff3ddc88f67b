package org.sealpost.audit;

import java.util.UUID;
import org.sealpost.mail.TimeOrderedUuid;

/** This process, as its events, its leases and its heartbeat name it. Another start is another instance. */
public record InstanceId(UUID value) {

    /** A new one. */
    public static InstanceId next() {
        return new InstanceId(TimeOrderedUuid.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
