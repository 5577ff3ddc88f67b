package org.sealpost.audit;

import java.sql.SQLException;

/** Whether a write that failed may be durable all the same: when its answer, and not the write, is what was lost. */
final class CommitDoubt {

    /** Class 08 is a lost connection. */
    private static final String CONNECTION = "08";

    /** PostgreSQL ends the session: whether before or after the commit, it does not say. */
    private static final String SHUTDOWN = "57P";

    private CommitDoubt() {}

    /** There was no connection: nothing was said to the database. */
    static final class NotConnectedException extends SQLException {
        private static final long serialVersionUID = 1L;

        NotConnectedException(SQLException why) {
            super("there is no connection to the database", why.getSQLState(), why);
        }
    }

    /** Whoever cannot tell is in doubt. PostgreSQL's own error is an answer: it has stored nothing. */
    static boolean isLeftBy(Throwable failure) {
        if (failure instanceof NotConnectedException) {
            return false;
        }
        String state = failure instanceof SQLException sql ? sql.getSQLState() : null;
        return state == null || state.startsWith(CONNECTION) || state.startsWith(SHUTDOWN);
    }
}
