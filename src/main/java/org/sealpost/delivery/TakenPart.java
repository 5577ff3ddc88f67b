package org.sealpost.delivery;

/** A part that this instance holds; {@link DeliveryQueue#open} reads its body. */
public record TakenPart(QueuedPart part, Lease lease) {}
