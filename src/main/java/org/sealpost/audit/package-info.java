/**
 * Events: what they are, how they become durable before the act that they announce, how they are chained so that no one
 * can alter, remove or reorder them unseen, and how they reach Kafka.
 *
 * <p>No event holds a subject, a body, an attachment's name, a patient's name or an address: a patient stands by id, an
 * address by a {@link org.sealpost.audit.Pseudonym}.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.audit;
