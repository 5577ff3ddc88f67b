package org.sealpost.smtp.server;

import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.smtp.Reply;

/**
 * What the parts of a session share: the wire, who the client says it is, and how one answers. Errors of the protocol are
 * counted here, and the connection ends here.
 */
final class Dialogue {

    private static final Logger LOG = Logger.getLogger(Dialogue.class);

    private final Wire wire;
    private final int maxErrors;
    private Optional<Command.Hello> hello = Optional.empty();
    private int errors;
    private boolean open = true;

    Dialogue(Wire wire, SessionLimits limits) {
        this.wire = wire;
        this.maxErrors = limits.maxErrors();
    }

    Wire wire() {
        return wire;
    }

    /** What the client called itself last, since the last handshake. */
    Optional<Command.Hello> hello() {
        return hello;
    }

    void greet(Command.Hello said) {
        hello = Optional.of(said);
    }

    /** After a handshake nothing that was said in clear counts (RFC 3207 section 4.2). */
    void forgetHello() {
        hello = Optional.empty();
    }

    boolean isOpen() {
        return open;
    }

    /** Answers; 421 closes, whoever says it (RFC 5321 section 3.8). */
    void answer(Reply reply) throws IOException {
        wire.write(reply);
        open = reply.code() != 421;
    }

    /** Answers a wrong line. A wrong address is no error of the protocol: a long list may hold many. */
    void refuse(Reply reply) throws IOException {
        if (Replies.isOfAddress(reply)) {
            wire.write(reply);
        } else {
            fault(reply);
        }
    }

    /** Answers an error of the protocol; the last that is borne closes. */
    void fault(Reply reply) throws IOException {
        if (++errors >= maxErrors) {
            close(Replies.TOO_MANY_ERRORS);
        } else {
            wire.write(reply);
        }
    }

    /** A client that gets its messages through is not sent away for the errors between them, however long it stays. */
    void forgetErrors() {
        errors = 0;
    }

    /** Answers, and takes no more commands. */
    void close(Reply reply) throws IOException {
        wire.write(reply);
        open = false;
    }

    /** Takes no more commands, without a word. */
    void close() {
        open = false;
    }

    /** Says a last word to a client that may be gone. */
    void sayLast(Reply reply) {
        try {
            wire.write(reply);
        } catch (IOException gone) {
            LOG.debugf("A client at %s left before it was sent away", wire.address());
        }
    }
}
