package org.sealpost.admin;

import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.sealpost.delivery.HeldParts;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.seal.SealException;
import org.sealpost.smtp.client.NextHop;

/** What staff do about one message; the same for the API and for the console. */
@Singleton
final class HeldDesk {

    private static final Logger LOG = Logger.getLogger(HeldDesk.class);

    private static final String NOTHING_WAITS =
            "Nothing of this message waits for another attempt, or one is running: look at its state.";

    private final HeldParts held;
    private final MessageList list;

    HeldDesk(HeldParts held, MessageList list) {
        this.held = held;
        this.list = list;
    }

    /**
     * Lets a held message go on, decided anew.
     *
     * @return parts that go on, at least one
     * @throws Refusal when nothing of it is held
     */
    int release(PracticeId practice, MessageId message, String reason) {
        return done(
                practice,
                message,
                held.release(practice, message, AccessRecord.TOKEN_HOLDER, reason),
                "Nothing of this message is held: look at its state.");
    }

    /**
     * Ends a held or waiting message; its sender is told.
     *
     * @return parts that end, at least one
     * @throws Refusal when nothing of it is held or waits
     */
    int refuse(PracticeId practice, MessageId message, String reason) {
        try {
            return done(
                    practice,
                    message,
                    held.refuse(practice, message, AccessRecord.TOKEN_HOLDER, reason),
                    "Nothing of this message is held or waits: look at its state.");
        } catch (SealException closed) {
            LOG.errorf("Message %s could not be opened to tell its sender.", message);
            throw Refusal.conflict(
                    "The message cannot be opened to tell its sender: its key is gone from the keystore.");
        }
    }

    /**
     * Holds a waiting message.
     *
     * @return parts that are held now, at least one
     * @throws Refusal when nothing of it waits, or an attempt is running
     */
    int hold(PracticeId practice, MessageId message, String reason) {
        return done(practice, message, held.hold(practice, message, AccessRecord.TOKEN_HOLDER, reason), NOTHING_WAITS);
    }

    /**
     * Ends a held or waiting message, and tells nobody.
     *
     * @return parts that end, at least one
     * @throws Refusal when nothing of it is held or waits, or an attempt is running
     */
    int cancel(PracticeId practice, MessageId message, String reason) {
        return done(
                practice,
                message,
                held.cancel(practice, message, AccessRecord.TOKEN_HOLDER, reason),
                "Nothing of this message is held or waits, or an attempt is running: look at its state.");
    }

    /**
     * Sends a waiting message by another next hop.
     *
     * @return parts that go there, at least one
     * @throws Refusal when nothing of it waits, or an attempt is running
     */
    int reroute(PracticeId practice, MessageId message, NextHop nextHop, String reason) {
        return done(
                practice,
                message,
                held.reroute(practice, message, nextHop, AccessRecord.TOKEN_HOLDER, reason),
                NOTHING_WAITS);
    }

    /**
     * Tries a waiting message at once.
     *
     * @return parts that are due now, at least one
     * @throws Refusal when nothing of it waits
     */
    int retry(PracticeId practice, MessageId message, String reason) {
        return done(practice, message, held.retry(practice, message, AccessRecord.TOKEN_HOLDER, reason), NOTHING_WAITS);
    }

    static Refusal unknown() {
        return Refusal.notFound("The practice has no message of this id.");
    }

    private int done(PracticeId practice, MessageId message, int parts, String nothingToDo) {
        if (parts > 0) {
            return parts;
        }
        throw list.find(practice, message).isPresent() ? Refusal.conflict(nothingToDo) : unknown();
    }
}
