package org.sealpost.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/**
 * A row of the queue, whether it can be read as a part or not: one that cannot must not keep its neighbours, which may be
 * another practice's, from being served.
 *
 * @param lease as the row has it
 * @param audited the id by which it is listed and audited
 * @param recipients those that can be read
 * @param part nothing when the row is none
 */
record PartRow(Lease lease, MessageId audited, List<Mailbox> recipients, Optional<QueuedPart> part) {

    /** @throws SQLException when the database is away */
    static PartRow read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        UUID message = row.getObject("message", UUID.class);
        boolean notice = QueuedPart.Kind.NOTICE.key().equals(row.getString("kind"));
        return new PartRow(
                new Lease(new PracticeId(row.getString("practice")), id, row.getLong("fence")),
                new MessageId(notice ? id : message),
                recipients(row),
                part(row));
    }

    private static Optional<QueuedPart> part(ResultSet row) throws SQLException {
        try {
            return Optional.of(QueuedPartRow.read(row));
        } catch (UnreadablePartException altered) {
            return Optional.empty();
        }
    }

    private static List<Mailbox> recipients(ResultSet row) throws SQLException {
        List<Mailbox> readable = new ArrayList<>();
        for (String address : (String[]) row.getArray("recipients").getArray()) {
            try {
                readable.add(Mailbox.parse(address));
            } catch (InvalidMailboxException altered) {
                // Whoever it is cannot be named.
            }
        }
        return readable;
    }
}
