package org.sealpost.delivery;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.client.NextHop;

/** Between a part and its row. */
final class QueuedPartRow {

    static final String INSERT =
            "INSERT INTO queued_part (id, practice, message, kind, form, state, sender, recipients,"
                    + " body_type, smtp_utf8, protection, route, portal_message, why, size, attempts, created_at,"
                    + " next_attempt_at, expires_at, released_by, delay_told, priority, require_tls, return_content, envelope_id,"
                    + " asked_for, asked, rerouted, destination, held_for, about_sender, key_id, wrapped_key, nonce, ciphertext, lease_owner, lease_until, fence)"
                    + " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?," + DueColumn.AT
                    + ",?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,now() + ? * interval '1 millisecond',?)";

    /** What {@link #read} needs and the fence: everything but the body. */
    static final String COLUMNS = "id, practice, message, kind, form, state, sender, recipients, body_type, smtp_utf8,"
            + " protection, route, portal_message, why, size, attempts, created_at, next_attempt_at, expires_at,"
            + " released_by, delay_told, require_tls, return_content, envelope_id, asked_for, asked, rerouted, held_for, about_sender, fence";

    private QueuedPartRow() {}

    /** Fills the columns of the part; tells the index of the next parameter. */
    static int bind(PreparedStatement statement, QueuedPart part, DestinationName destination) throws SQLException {
        Envelope envelope = part.envelope();
        statement.setObject(1, part.id());
        statement.setString(2, part.practice().value());
        statement.setObject(3, part.message().value());
        statement.setString(4, part.kind().key());
        statement.setString(5, part.form().key());
        statement.setString(6, part.state().key());
        statement.setString(7, envelope.from().address());
        statement.setArray(8, addresses(statement.getConnection(), envelope.recipients()));
        statement.setString(9, envelope.body().name());
        statement.setBoolean(10, envelope.smtpUtf8());
        statement.setString(11, part.protection());
        statement.setString(12, part.route().map(NextHop::toString).orElse(null));
        statement.setObject(13, part.portalMessage().orElse(null));
        statement.setString(14, part.why());
        statement.setLong(15, part.size());
        statement.setInt(16, part.attempts());
        statement.setTimestamp(17, Timestamp.from(part.created()));
        DueColumn.bind(statement, 18, part.nextAttempt());
        statement.setTimestamp(19, Timestamp.from(part.expires()));
        statement.setString(20, part.releasedBy().orElse(null));
        statement.setBoolean(21, part.delayTold());
        statement.setInt(22, part.priority().column());
        int next = DeliveryRequestRow.bind(
                statement, 23, part.about().orElse(envelope).request());
        statement.setBoolean(next, part.rerouted());
        statement.setString(next + 1, destination.value());
        statement.setArray(
                next + 2,
                statement.getConnection().createArrayOf("text", part.heldFor().toArray()));
        statement.setString(
                next + 3, part.about().map(message -> message.from().address()).orElse(null));
        return next + 4;
    }

    /** @throws UnreadablePartException when the row is no part; another one means that the database is away */
    static QueuedPart read(ResultSet row) throws SQLException {
        try {
            return part(row);
        } catch (IllegalArgumentException | NoSuchElementException | NullPointerException altered) {
            throw new UnreadablePartException("a queued part is none", altered);
        }
    }

    private static QueuedPart part(ResultSet row) throws SQLException {
        ReversePath from = reversePath(row.getString("sender"));
        Optional<ReversePath> aboutFrom = Optional.empty();
        if (row.getString("about_sender") != null) {
            aboutFrom = Optional.of(reversePath(row.getString("about_sender")));
        }
        DeliveryRequest request = DeliveryRequestRow.read(row);
        BodyType body = BodyType.valueOf(row.getString("body_type"));
        boolean smtpUtf8 = row.getBoolean("smtp_utf8");
        List<Mailbox> recipients = new ArrayList<>();
        for (String address :
                Arrays.asList((String[]) row.getArray("recipients").getArray())) {
            recipients.add(mailbox(address));
        }
        return new QueuedPart(
                row.getObject("id", UUID.class),
                new PracticeId(row.getString("practice")),
                new MessageId(row.getObject("message", UUID.class)),
                QueuedPart.Kind.of(row.getString("kind")),
                QueuedPart.Form.of(row.getString("form")),
                QueuedPart.State.of(row.getString("state")),
                new Envelope(
                        from, recipients, body, smtpUtf8, aboutFrom.isPresent() ? DeliveryRequest.none() : request),
                row.getString("protection"),
                Optional.ofNullable(row.getString("route")).map(NextHop::parse),
                Optional.ofNullable(row.getObject("portal_message", UUID.class)),
                row.getString("why"),
                row.getLong("size"),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("next_attempt_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                Optional.ofNullable(row.getString("released_by")),
                row.getBoolean("delay_told"),
                row.getBoolean("rerouted"),
                // An address that is not ASCII came with a message that was declared as internationalised.
                aboutFrom.map(sender -> new Envelope(sender, recipients, body, true, request)),
                Arrays.asList((String[]) row.getArray("held_for").getArray()));
    }

    private static ReversePath reversePath(String address) throws SQLException {
        return address.isEmpty() ? ReversePath.none() : ReversePath.of(mailbox(address));
    }

    static Array addresses(Connection connection, List<Mailbox> mailboxes) throws SQLException {
        return connection.createArrayOf(
                "text", mailboxes.stream().map(Mailbox::address).toArray());
    }

    static Mailbox mailbox(String address) throws SQLException {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException altered) {
            throw new UnreadablePartException("a queued address is none", altered);
        }
    }
}
