package org.sealpost.smtp.server;

import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RawMessage;

/**
 * A message as the client sent it, without dot-stuffing; only CRLF ends its lines, and it holds no NUL. No Received
 * field was added.
 *
 * @param memory the room that the message takes; whoever has the message closes it when the message is done
 */
public record ReceivedMessage(RawMessage message, MemoryBudget.Reservation memory) {}
