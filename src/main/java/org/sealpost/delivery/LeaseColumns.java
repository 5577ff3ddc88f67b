package org.sealpost.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A lease as the columns of a row say it. By the database's clock, as all that replicas must agree on. */
final class LeaseColumns {

    /** Begins a lease; {@link #bind} fills its two parameters. */
    static final String BEGINS =
            "lease_owner = ?, lease_until = now() + ? * interval '1 millisecond', fence = fence + 1";

    static final String NOT_LEASED = "(lease_until IS NULL OR lease_until < now())";

    /** Ends the lease with the change: the fence moves on, so that a late renewal does not hold the row up. */
    static final String ENDS = ", lease_owner = NULL, lease_until = NULL, fence = fence + 1";

    /** Not under one of some leases, whether they have run out or not; {@link #bindAll} fills its two parameters. */
    static final String NOT_UNDER = "(id, fence) NOT IN (SELECT * FROM unnest(?::uuid[], ?::bigint[]))";

    private LeaseColumns() {}

    /** Fills the parameters of {@link #NOT_UNDER}; tells the index of the next. */
    static int bindAll(PreparedStatement statement, int at, List<Lease> leases) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(
                at,
                connection.createArrayOf(
                        "uuid", leases.stream().map(Lease::part).toArray()));
        statement.setArray(
                at + 1,
                connection.createArrayOf(
                        "int8", leases.stream().map(Lease::fence).toArray()));
        return at + 2;
    }

    /** Fills the parameters of {@link #BEGINS}; tells the index of the next. */
    static int bind(PreparedStatement statement, int at, LeaseOwner owner, Duration length) throws SQLException {
        statement.setObject(at, owner.id());
        statement.setLong(at + 1, length.toMillis());
        return at + 2;
    }
}
