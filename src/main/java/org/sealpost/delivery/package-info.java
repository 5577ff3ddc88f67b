/**
 * Getting parts of messages to their next hop: where that is, one transfer, the queue of what cannot go now, and what
 * the sender is told.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.delivery;
