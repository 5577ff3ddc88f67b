package org.sealpost.delivery;

import java.util.UUID;
import org.sealpost.mail.PracticeId;

/**
 * The right to settle a part. Whoever takes the part later gets a higher fence, and the lower one is worth nothing from
 * then on, however late its holder comes back.
 */
public record Lease(PracticeId practice, UUID part, long fence) {}
