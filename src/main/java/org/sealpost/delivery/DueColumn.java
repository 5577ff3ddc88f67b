package org.sealpost.delivery;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * When a part is due, as its column says it: by the database's clock, by which it is taken. What a replica knows is how long
 * it is until then; a replica whose clock is ahead would delay all that it queues otherwise, and one that is behind would
 * make no pause.
 */
final class DueColumn {

    /** The time of the column; {@link #bind} fills its parameter. Of this moment, which a transaction's time is not. */
    static final String AT = "clock_timestamp() + ? * interval '1 millisecond'";

    private DueColumn() {}

    /** Fills the parameter of {@link #AT} with a time by this replica's clock. */
    static void bind(PreparedStatement statement, int at, Instant due) throws SQLException {
        bind(statement, at, Duration.between(Instant.now(), due));
    }

    static void bind(PreparedStatement statement, int at, Duration until) throws SQLException {
        statement.setLong(at, until.toMillis());
    }
}
