package org.sealpost.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One event of a message's history. */
public record EventView(UUID id, Instant time, EventType type, Optional<UUID> attempt, EventData data) {}
