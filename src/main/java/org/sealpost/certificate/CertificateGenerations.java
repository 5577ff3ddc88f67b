package org.sealpost.certificate;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.sealpost.audit.SharedLookup;
import org.sealpost.mail.PracticeId;

/**
 * The number that grows with each change of a practice's certificates, in the transaction of the change. Each message
 * asks for it anew; those that ask at the same moment share one statement, which begins after the last of them asked. So
 * a revocation holds for the next message, on every replica.
 */
@Singleton
class CertificateGenerations {

    private static final String OF_PRACTICES =
            "SELECT practice, generation FROM certificate_generation WHERE practice = ANY (?)";

    private final DataSource database;
    private final SharedLookup<PracticeId, Long> lookup = new SharedLookup<>("certificates", this::read);

    CertificateGenerations(DataSource database) {
        this.database = database;
    }

    /**
     * The number of now. Not within a transaction, which may see what others do not.
     *
     * @return 0 for a practice that never had a certificate
     * @throws IllegalStateException when the database does not answer
     */
    long of(PracticeId practice) {
        return lookup.ask(practice);
    }

    private List<Long> read(List<PracticeId> practices) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_PRACTICES)) {
            Object[] names =
                    practices.stream().map(PracticeId::value).distinct().toArray();
            statement.setArray(1, connection.createArrayOf("text", names));
            Map<String, Long> generations = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    generations.put(row.getString(1), row.getLong(2));
                }
            }
            return practices.stream()
                    .map(practice -> generations.getOrDefault(practice.value(), 0L))
                    .toList();
        }
    }
}
