package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** Security: what someone with every right in the database cannot do unseen. */
class ChainVerifierTest {

    private AuditDatabase database;
    private ChainVerifier verifier;

    @BeforeEach
    void chainFiveEvents() throws SQLException {
        database = new AuditDatabase();
        verifier = new ChainVerifier(database.program());
        EventInsert insert = new EventInsert(UUID.randomUUID());
        Chainer chainer = new Chainer(
                database.program(),
                InstanceId.next(),
                Duration.ofSeconds(30),
                new RecentEvents(UUID.randomUUID()),
                new RecentLinks());
        MessageId message = MessageId.next();
        UUID attempt = UUID.randomUUID();
        try (Connection connection = database.program().getConnection()) {
            for (int i = 0; i < 5; i++) {
                AuditEvent event = AuditEvent.of(PracticeId.DEFAULT, message, attempt, Samples.delivered());
                insert.write(connection, List.of(EventRow.of(event, false)), List.of());
            }
        }
        chainer.chainAll();
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void findsAnUntouchedChainIntact() {
        assertThat(verifier.verifyAll()).isEqualTo(new ChainVerification(5, 1, true, Optional.empty()));
        assertThat(verifier.verify(new PracticeId("unknown")))
                .isEqualTo(new ChainVerification(0, 1, true, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | UPDATE audit_event SET data = jsonb_set(data::jsonb, '{size}', '1')::json WHERE position = 3
            3 | UPDATE audit_event SET type = 'message.deferred' WHERE position = 3
            3 | UPDATE audit_event SET occurred_at = occurred_at + interval '1 microsecond' WHERE position = 3
            3 | UPDATE audit_event SET message = gen_random_uuid() WHERE position = 3
            3 | UPDATE audit_event SET attempt = NULL WHERE position = 3
            3 | UPDATE audit_event SET instance = gen_random_uuid() WHERE position = 3
            3 | UPDATE audit_event SET practice = 'other' WHERE position = 3
            3 | UPDATE audit_event SET id = gen_random_uuid() WHERE position = 3
            3 | UPDATE audit_event SET data = '{"size": 1.5}' WHERE position = 3
            2 | DELETE FROM audit_event WHERE position = 2
            2 | DELETE FROM audit_chain WHERE sequence = 2
            5 | DELETE FROM audit_chain WHERE sequence = 5
            1 | DELETE FROM audit_chain
            5 | DELETE FROM audit_event WHERE position = 5
            4 | UPDATE audit_chain SET hash = sha256(hash) WHERE sequence = 4
            5 | UPDATE audit_chain_head SET hash = sha256(hash)
            5 | DELETE FROM audit_chain WHERE sequence = 5; UPDATE audit_settled SET position = 5; UPDATE audit_chain_head SET sequence = 4, hash = (SELECT hash FROM audit_chain WHERE sequence = 4)
            5 | DELETE FROM audit_event WHERE position = 5; INSERT INTO audit_publication VALUES ('default', 5); DELETE FROM audit_chain WHERE sequence = 5; UPDATE audit_chain_head SET sequence = 4, hash = (SELECT hash FROM audit_chain WHERE sequence = 4)
            2 | UPDATE audit_chain SET position = -2 WHERE sequence = 2; UPDATE audit_chain SET position = 2, event = gen_random_uuid() WHERE sequence = 3; UPDATE audit_chain SET position = 3 WHERE sequence = 2
            """)
    void findsWhereAChainWasTamperedWith(long sequence, String sql) throws SQLException {
        database.asOwner(sql);
        ChainVerification verification = verifier.verifyAll();
        assertThat(verification.intact()).isFalse();
        assertThat(verification.firstBroken())
                .hasValueSatisfying(broken -> assertThat(broken.sequence()).isEqualTo(sequence));
    }

    @Test
    void findsRowsOfWhatCanBeNoPracticeAndEveryOtherBreakBeforeThem() throws SQLException {
        database.asOwner("""
                INSERT INTO audit_event (id, practice, type, occurred_at, instance, data)
                VALUES (gen_random_uuid(), 'North!', 'message.delivered', now(), gen_random_uuid(), '{}')
                """);
        assertThat(verifier.verifyAll())
                .isEqualTo(new ChainVerification(
                        5,
                        1,
                        false,
                        Optional.of(
                                new ChainVerification.Break("North!", 0, "Rows are of a practice that cannot be."))));
        database.asOwner("DELETE FROM audit_event WHERE position = 2");
        assertThat(verifier.verifyAll().firstBroken())
                .hasValueSatisfying(broken -> assertThat(broken.practice()).isEqualTo("default"));
    }
}
