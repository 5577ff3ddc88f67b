package org.sealpost.smtp.client;

import org.sealpost.mail.Mailbox;
import org.sealpost.smtp.Reply;

/** What the next hop said of one recipient. */
public record RecipientReply(Mailbox recipient, Reply reply) {}
