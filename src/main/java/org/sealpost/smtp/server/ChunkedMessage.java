package org.sealpost.smtp.server;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.Reply;

/** A message that comes in chunks, between its first BDAT and the one that says LAST (RFC 3030). */
final class ChunkedMessage implements AutoCloseable {

    private final MemoryBudget.Reservation room;
    private final MessageLimits limits;
    private final MessageBuffer buffer;
    private final ChunkDecoder decoder;
    private final Patience patience;
    private long taken;

    /**
     * @param room reserved for {@code reserved} octets; closed with this, unless the message became whole
     * @param patience for the whole message, from its first chunk on
     */
    ChunkedMessage(
            MemoryBudget.Reservation room, long reserved, MessageLimits limits, LineEnds lineEnds, Patience patience) {
        this.room = room;
        this.limits = limits;
        this.buffer = new MessageBuffer(room, reserved, limits.maxSize());
        this.decoder = new ChunkDecoder(lineEnds.before(buffer), lineEnds);
        this.patience = patience;
    }

    MemoryBudget.Reservation room() {
        return room;
    }

    /** From here on this message's patience counts. Many small chunks buy no time: the rate is that of all of them. */
    void await(Wire wire) {
        wire.await(patience, taken);
    }

    /**
     * Reads a chunk, all of it whatever is wrong with it.
     *
     * @return why the message cannot be accepted, as far as that is known by now
     * @throws EOFException when the client is gone before the chunk's end
     * @throws IOException when the connection is lost or too slow
     */
    Optional<DataOutcome> read(Wire wire, long size) throws IOException {
        await(wire);
        taken += size;
        readExactly(wire.in(), size, this::take);
        return refusal();
    }

    /** What came of the message, now that its last chunk is read. */
    DataOutcome end() {
        decoder.end();
        return refusal().orElseGet(() -> buffer.outcome(limits));
    }

    @Override
    public void close() {
        room.close();
    }

    private void take(byte[] octets, int from, int to) {
        decoder.accept(octets, from, to);
        if (decoder.forbidden().isPresent() && buffer.refusal().isEmpty()) {
            buffer.refuse(Replies.forbiddenOctet(decoder.forbidden().get()));
        }
    }

    private Optional<DataOutcome> refusal() {
        Optional<Reply> smuggling = decoder.forbidden().map(Replies::forbiddenOctet);
        return smuggling.isPresent()
                ? smuggling.map(DataOutcome.RefusedAndClosed::new)
                : buffer.refusal().map(DataOutcome.Refused::new);
    }

    /** Reads a chunk that nobody wants, so that its octets are never taken for commands (CVE-2017-16943). */
    static void skip(BlockInput in, long size) throws IOException {
        readExactly(in, size, (octets, from, to) -> {});
    }

    private static void readExactly(BlockInput in, long size, DataDecoder.Sink sink) throws IOException {
        long left = size;
        while (left > 0) {
            if (!in.await()) {
                throw new EOFException("the client left within a chunk");
            }
            long wanted = left;
            left -= in.offer((octets, from, to) -> {
                int count = (int) Math.min(wanted, to - from);
                sink.append(octets, from, from + count);
                return count;
            });
        }
    }
}
