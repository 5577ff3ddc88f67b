package org.sealpost.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A part that this instance holds; {@link DeliveryQueue#open} reads its body. */
public record TakenPart(QueuedPart part, Lease lease) {

    /** From a row that was just leased. */
    static TakenPart read(ResultSet row) throws SQLException {
        QueuedPart part = QueuedPartRow.read(row);
        return new TakenPart(part, new Lease(part.practice(), part.id(), row.getLong("fence")));
    }
}
