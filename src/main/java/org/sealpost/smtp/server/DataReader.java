package org.sealpost.smtp.server;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.Reply;

/**
 * Reads the data of DATA after 354. Whatever is wrong with the message, it reads on to the true end, so that no octet of
 * a body is ever taken for a command; only a client that sends far beyond the limit is closed instead.
 */
final class DataReader {

    /** What a message whose size was not declared reserves at first, in octets. */
    static final int FIRST_RESERVATION = 64 * 1024;

    /** How many times the limit is read for the sake of a polite 552. */
    static final int PATIENCE = 4;

    private final BlockInput in;
    private final MessageLimits limits;
    private final LineEnds lineEnds;

    DataReader(BlockInput in, MessageLimits limits, LineEnds lineEnds) {
        this.in = in;
        this.limits = limits;
        this.lineEnds = lineEnds;
    }

    /**
     * Reads one message.
     *
     * @param memory reserved for {@code reserved} octets; stays the caller's to close, also when the message is refused
     * @throws EOFException when the client is gone before the end: that is an abort and never an end
     * @throws IOException when the connection is lost or too slow
     */
    DataOutcome read(MemoryBudget.Reservation memory, long reserved) throws IOException {
        MessageBuffer buffer = new MessageBuffer(memory, reserved, limits.maxSize());
        DataDecoder decoder = new DataDecoder(lineEnds.before(buffer), lineEnds);
        long taken = 0;
        while (!decoder.ended()) {
            if (!in.await()) {
                throw new EOFException("the client left within a message");
            }
            taken += in.offer(decoder::accept);
            if (decoder.forbidden().isPresent() && buffer.refusal().isEmpty()) {
                buffer.refuse(Replies.forbiddenOctet(decoder.forbidden().get()));
            }
            if (taken > PATIENCE * limits.maxSize()) {
                return new DataOutcome.RefusedAndClosed(Replies.TOO_LARGE);
            }
        }
        Optional<Reply> smuggling = decoder.forbidden().map(Replies::forbiddenOctet);
        if (smuggling.isPresent()) {
            return new DataOutcome.RefusedAndClosed(smuggling.get());
        }
        return buffer.outcome(limits);
    }
}
