package org.sealpost.smtp.client;

import org.sealpost.smtp.Reply;

/** Why a transfer did not come to an end. The message names hosts and causes, never a mailbox. */
public abstract sealed class SmtpFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private SmtpFailure(String message, Throwable cause) {
        super(message, cause);
    }

    private SmtpFailure(String message) {
        super(message);
    }

    /** No connection, or it was lost before the final dot: the next hop has not taken the message; try again later. */
    public static sealed class Unreachable extends SmtpFailure permits CredentialsRefused {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }

        public Unreachable(String message) {
            super(message);
        }
    }

    /**
     * The next hop does not know the credentials. They are no other at another of its addresses: each try more brings its
     * owner nearer to being locked out.
     */
    public static final class CredentialsRefused extends Unreachable {
        private static final long serialVersionUID = 1L;

        public CredentialsRefused(String message) {
            super(message);
        }
    }

    /**
     * The TLS that was demanded is not to be had: not offered, or the certificate proves nothing. Trying again does not
     * help; the level that needs it is infeasible.
     */
    public static final class Unproven extends SmtpFailure {
        private static final long serialVersionUID = 1L;
        private final boolean offersTls;

        private Unproven(String message, boolean offersTls) {
            super(message);
            this.offersTls = offersTls;
        }

        public Unproven(String message) {
            this(message, true);
        }

        public Unproven(String message, Throwable cause) {
            super(message, cause);
            this.offersTls = true;
        }

        /** The next hop has no TLS at all. */
        public static Unproven withoutTls(String message) {
            return new Unproven(message, false);
        }

        /** Whether the next hop has TLS, though not such as was demanded. */
        public boolean offersTls() {
            return offersTls;
        }
    }

    /** The next hop refused the message as a whole, for now (4xx) or for good (5xx). */
    public static final class Refused extends SmtpFailure {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never serialised
        private final Reply reply;

        public Refused(Reply reply) {
            super("the next hop refused the message with " + reply.code());
            this.reply = reply;
        }

        /** What it said. */
        public Reply reply() {
            return reply;
        }
    }

    /** The connection was lost after the final dot: the next hop may have taken the message or not. */
    public static final class LostAfterDot extends SmtpFailure {
        private static final long serialVersionUID = 1L;

        public LostAfterDot(Throwable cause) {
            super("the connection was lost after the final dot", cause);
        }
    }
}
