package org.sealpost.delivery;

import java.sql.SQLException;

/** A row of the queue that is no part: the row's fault, and not the database's. */
final class UnreadablePartException extends SQLException {

    private static final long serialVersionUID = 1L;

    UnreadablePartException(String what, Exception cause) {
        super(what, cause);
    }
}
