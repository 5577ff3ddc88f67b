package org.sealpost.smtp.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.sealpost.mail.HeaderSection;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;

/**
 * The octets of one message while it comes in: one array that grows within what the message has reserved. When the
 * message turns out too large, or no room is left, it lets go of everything and keeps only the reply.
 */
final class MessageBuffer implements DataDecoder.Sink {

    /** Fields of a header. Each costs some hundred octets of memory, however small it is. */
    private static final int MAX_FIELDS = 2_000;

    private final MemoryBudget.Reservation memory;
    private final long maxSize;
    private final long reserved;
    private byte[] octets;
    private int length;
    private Optional<Reply> refusal = Optional.empty();

    /**
     * @param memory reserved for at least {@code reserved} octets
     * @param maxSize octets of the largest message
     */
    MessageBuffer(MemoryBudget.Reservation memory, long reserved, long maxSize) {
        this.memory = memory;
        this.maxSize = maxSize;
        this.reserved = reserved;
        // Declared is not sent yet: a client that only announces 50 MB does not cost them.
        this.octets = new byte[(int) Math.min(reserved, DataReader.FIRST_RESERVATION)];
    }

    @Override
    public void append(byte[] source, int from, int to) {
        int count = to - from;
        if (refusal.isPresent()) {
            return;
        }
        if (length + (long) count > maxSize) {
            refuse(Replies.TOO_LARGE);
        } else if (length + count <= octets.length || grow(length + count)) {
            System.arraycopy(source, from, octets, length, count);
            length += count;
        } else {
            refuse(Replies.NO_MEMORY);
        }
    }

    /** Why the message cannot be kept, if it cannot. */
    Optional<Reply> refusal() {
        return refusal;
    }

    /** Lets go of the octets and of all but the least of the reservation. */
    void refuse(Reply reply) {
        refusal = Optional.of(reply);
        octets = new byte[0];
        length = 0;
        memory.shrinkTo(0);
    }

    /** What came of the message, now that all of it is here and nothing in it was refused. Not to be used after this. */
    DataOutcome outcome(MessageLimits limits) {
        if (refusal.isPresent()) {
            return new DataOutcome.Refused(refusal.get());
        }
        // Before the header is taken apart: millions of tiny fields would cost far more than their octets.
        HeaderSection header = HeaderSection.of(octets, length);
        if (size(header) > limits.maxHeaderSize() || header.fields() > MAX_FIELDS) {
            return new DataOutcome.Refused(Replies.HEADER_TOO_LARGE);
        }
        RawMessage message = message();
        return message.fields("Received").size() > limits.maxReceived()
                ? new DataOutcome.Refused(Replies.LOOP)
                : new DataOutcome.Whole(message);
    }

    /** With the empty line behind it, where one follows. */
    private int size(HeaderSection header) {
        return Math.min(header.length() + 2, length);
    }

    private RawMessage message() {
        if (octets.length - length > length / 4) {
            octets = Arrays.copyOf(octets, length);
        }
        memory.shrinkTo(length);
        memory.whole();
        return RawMessage.of(octets, length);
    }

    /**
     * How long a client waits for room that others take before it is told 452: long enough for what is in flight to be
     * through, and not the same for all, so that those who hold a part of theirs do not give up together.
     */
    static Duration patience() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(1_000, 3_000));
    }

    private boolean grow(int needed) {
        // What was declared is reserved already, and a quarter of it is here: the rest will come too.
        long declared = needed > reserved / 4 ? reserved : 0;
        long capacity = Math.min(maxSize, Math.max(needed, Math.max(declared, octets.length * 3L / 2)));
        if (!memory.growTo(capacity, patience())) {
            return false;
        }
        octets = Arrays.copyOf(octets, (int) capacity);
        return true;
    }
}
