package org.sealpost.delivery;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.EnvelopeId;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReturnContent;
import org.sealpost.smtp.Parameters;
import org.sealpost.smtp.RequestParameters;

/** Between what a sender asked and the columns of a queued part. */
final class DeliveryRequestRow {

    private DeliveryRequestRow() {}

    /** Fills the columns from that index on; tells the index of the next parameter. */
    static int bind(PreparedStatement statement, int at, DeliveryRequest request) throws SQLException {
        statement.setBoolean(at, request.requireTls());
        statement.setString(at + 1, request.content().map(ReturnContent::name).orElse(null));
        statement.setString(at + 2, request.id().map(EnvelopeId::value).orElse(null));
        List<String> askedFor = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        request.recipients().forEach((recipient, one) -> {
            askedFor.add(recipient.address());
            asked.add(new Parameters(RequestParameters.ofRecipient(one)).wire().strip());
        });
        statement.setArray(at + 3, statement.getConnection().createArrayOf("text", askedFor.toArray()));
        statement.setArray(at + 4, statement.getConnection().createArrayOf("text", asked.toArray()));
        return at + 5;
    }

    static DeliveryRequest read(ResultSet row) throws SQLException {
        String[] askedFor = (String[]) row.getArray("asked_for").getArray();
        String[] asked = (String[]) row.getArray("asked").getArray();
        Map<Mailbox, RecipientRequest> recipients = new HashMap<>();
        for (int i = 0; i < askedFor.length; i++) {
            recipients.put(QueuedPartRow.mailbox(askedFor[i]), recipient(asked[i]));
        }
        return new DeliveryRequest(
                row.getBoolean("require_tls"),
                Optional.ofNullable(row.getString("return_content")).map(ReturnContent::valueOf),
                Optional.ofNullable(row.getString("envelope_id")).map(EnvelopeId::new),
                recipients);
    }

    private static RecipientRequest recipient(String parameters) throws SQLException {
        try {
            return RequestParameters.recipient(Parameters.parse(parameters));
        } catch (IllegalArgumentException altered) {
            throw new UnreadablePartException("what was asked for a queued recipient cannot be read", altered);
        }
    }
}
