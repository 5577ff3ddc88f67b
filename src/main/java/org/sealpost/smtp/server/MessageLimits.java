package org.sealpost.smtp.server;

import org.sealpost.mail.MemoryBudget;

/**
 * Limits of one message.
 *
 * @param maxSize octets of the message, announced by SIZE (RFC 1870), at most 1 GiB
 * @param maxHeaderSize octets of its header section
 * @param maxRecipients accepted recipients; RFC 5321 section 4.5.3.1.8 wants room for 100
 * @param maxReceived Received fields; more are a loop (RFC 5321 section 6.3)
 */
public record MessageLimits(long maxSize, int maxHeaderSize, int maxRecipients, int maxReceived) {

    private static final long GIBIBYTE = 1L << 30;

    /** @throws IllegalArgumentException when a value is out of bounds, in a sentence */
    public MessageLimits {
        if (maxSize < 1024 || maxSize > GIBIBYTE) {
            throw new IllegalArgumentException("The largest message must be between 1K and 1G.");
        }
        if (maxHeaderSize < 1 || maxHeaderSize > GIBIBYTE) {
            throw new IllegalArgumentException("The largest header must be between 1 octet and 1G.");
        }
        // RFC 9422 section 4.2: RCPTMAX has at most six digits.
        if (maxRecipients < 1 || maxRecipients > 999_999) {
            throw new IllegalArgumentException("The number of recipients of a message must be between 1 and 999999.");
        }
        if (maxReceived < 1) {
            throw new IllegalArgumentException("The number of Received fields must be at least 1.");
        }
    }

    /** 50 MiB, 256 KiB of header, 1000 recipients, 100 hops. */
    public static MessageLimits defaults() {
        return new MessageLimits(50L << 20, 256 << 10, 1000, 100);
    }

    /**
     * The same, with no message larger than the memory can ever hold: such a one would be told to try again for ever.
     *
     * @throws IllegalArgumentException when not even the least message fits, in a sentence
     */
    public MessageLimits within(MemoryBudget memory) {
        return memory.largestMessage() < maxSize ? withMaxSize(memory.largestMessage()) : this;
    }

    /** The same with another largest size. */
    public MessageLimits withMaxSize(long octets) {
        return new MessageLimits(octets, maxHeaderSize, maxRecipients, maxReceived);
    }

    /** The same with another number of recipients. */
    public MessageLimits withMaxRecipients(int recipients) {
        return new MessageLimits(maxSize, maxHeaderSize, recipients, maxReceived);
    }
}
