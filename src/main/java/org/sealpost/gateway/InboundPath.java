package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jboss.logging.Logger;
import org.sealpost.gateway.InboundReading.Unread;
import org.sealpost.mail.AmbiguousHeader;
import org.sealpost.mail.HeaderSection;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeReader;
import org.sealpost.smtp.Reply;

/**
 * The path of a message to a practice: clean, read, deliver, learn. Its client waits for all of it: 250 means that the
 * practice's server has it, and whatever is away means 451, so that the sender's server keeps it and no queue is needed.
 */
@Singleton
final class InboundPath {

    private static final Logger LOG = Logger.getLogger(InboundPath.class);

    private static final Reply NO_ROOM = Reply.of(452, "4.3.1", "No memory for this message now, try again later");
    private static final Reply AMBIGUOUS = Reply.of(
            550,
            "5.6.0",
            "From, To or Subject is there more than once: send the message with one of each (RFC 5322 3.6)");
    private static final Reply STRAY_LINE = Reply.of(
            550, "5.6.0", "A line of the header is no field: end the header with an empty line (RFC 5322 2.2)");
    private static final Reply KEY_AWAY =
            Reply.of(451, "4.3.0", "A key of the practice cannot be used now, try again later");

    /** What opening takes: the message, its CMS, what was in it and what is sent, beside what every message takes. */
    private static final int OPENED_PARTS = 3;

    private static final int OPENED_OF = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InboundHeader header;
    private final InboundReader reader;
    private final InboundDelivery delivery;
    private final InboundLearning learning;
    private final MemoryBudget budget;

    InboundPath(
            InboundHeader header,
            InboundReader reader,
            InboundDelivery delivery,
            InboundLearning learning,
            MemoryBudget budget) {
        this.header = header;
        this.reader = reader;
        this.delivery = delivery;
        this.learning = learning;
        this.budget = budget;
    }

    /**
     * Takes a message through.
     *
     * @param trusted whether the client is the practice's edge, whose word counts
     * @param memory of the message, which is given back
     */
    Reply take(IncomingMessage incoming, boolean trusted, MemoryBudget.Reservation memory) {
        try {
            RawMessage message = header.cleaned(incoming.message());
            if (AmbiguousHeader.isIn(message)) {
                return delivery.refuse(
                        incoming, AMBIGUOUS, "From, To or Subject is there more than once, and nobody may choose");
            }
            if (message.headerEnding() == HeaderSection.Ending.STRAY_LINE) {
                return delivery.refuse(
                        incoming, STRAY_LINE, "a line of its header is no field, and nobody may choose where it ends");
            }
            boolean opens = SmimeReader.mayBeRead(message);
            long needed = message.size() * OPENED_PARTS / OPENED_OF;
            if (opens && needed > budget.largestMessage()) {
                return pass(
                        incoming,
                        InboundReading.unread(message, Unread.TOO_LARGE, SmimeReader.isClearSigned(message)),
                        trusted);
            }
            if (opens && !memory.growTo(needed, PATIENCE)) {
                return NO_ROOM;
            }
            Room room = new Room(memory);
            Optional<InboundReading> reading =
                    read(incoming, incoming.envelope().recipients(), message, room);
            if (room.isTaken()) {
                return NO_ROOM;
            }
            if (reading.isEmpty()) {
                return KEY_AWAY;
            }
            return reading.get().unread().filter(Unread.NO_KEY::equals).isPresent()
                    ? passApart(incoming, message, reading.get(), trusted, room)
                    : pass(incoming, reading.get(), trusted);
        } catch (RuntimeException failure) {
            LOG.warnf(
                    "Message %s to a practice was not accepted (%s).",
                    incoming.id(), failure.getClass().getSimpleName());
            return Refusals.notNow();
        } finally {
            memory.close();
        }
    }

    /** Nothing when a key is away. */
    private Optional<InboundReading> read(
            IncomingMessage incoming, List<Mailbox> recipients, RawMessage message, Room room) {
        return reader.read(incoming.practice(), recipients, message, incoming.arrived(), room);
    }

    /** More memory for a message that was compressed, if there is as much. */
    private final class Room implements LongPredicate {

        private final MemoryBudget.Reservation memory;
        private boolean taken;

        Room(MemoryBudget.Reservation memory) {
            this.memory = memory;
        }

        @Override
        public boolean test(long octets) {
            long needed = octets * OPENED_PARTS / OPENED_OF;
            if (needed > budget.largestMessage()) {
                return false;
            }
            taken = !memory.growTo(needed, PATIENCE);
            return !taken;
        }

        /** Whether others had it: another time there may be some. */
        boolean isTaken() {
            return taken;
        }
    }

    private Reply pass(IncomingMessage incoming, InboundReading reading, boolean trusted) {
        Reply reply = delivery.deliver(incoming, reading);
        if (reply.isPositive()) {
            learning.learn(incoming, reading, trusted);
        }
        return reply;
    }

    /**
     * A copy for each group of recipients whose keys are the same, opened by their own. None is passed on while another
     * waits for its key: the client would send to all of them again, and each attempt would bring a copy more. The first
     * that is not taken ends it, and its answer is the client's: a copy may come twice then, and none is lost.
     *
     * @param together what all of them may read
     */
    private Reply passApart(
            IncomingMessage incoming, RawMessage message, InboundReading together, boolean trusted, Room room) {
        List<List<Mailbox>> groups =
                reader.byKeys(incoming.practice(), incoming.envelope().recipients());
        if (groups.size() == 1) {
            return pass(incoming, together, trusted);
        }
        // Each copy is opened twice, for there is room for one of them at a time.
        if (groups.stream()
                .anyMatch(group -> read(incoming, group, message, room).isEmpty())) {
            return room.isTaken() ? NO_ROOM : KEY_AWAY;
        }
        if (room.isTaken()) {
            return NO_ROOM;
        }
        Reply reply = KEY_AWAY;
        for (List<Mailbox> group : groups) {
            Optional<InboundReading> reading = read(incoming, group, message, room);
            if (reading.isEmpty()) {
                return KEY_AWAY;
            }
            reply = pass(incoming.to(group), reading.get(), trusted);
            if (!reply.isPositive()) {
                return reply;
            }
        }
        return reply;
    }
}
