package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures leave it open whether events are stored. */
class CommitDoubtTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # SQL state | in doubt
            08006 | true
            08007 | true
            57P01 | true
            57P02 | true
            57014 | false
            25006 | false
            53100 | false
            22P02 | false
            23514 | false
                  | true
            """)
    void anErrorOfTheDatabaseIsAnAnswerAndALostConnectionIsNone(String state, boolean inDoubt) {
        assertThat(CommitDoubt.isLeftBy(new SQLException("refused", state))).isEqualTo(inDoubt);
    }

    @Test
    void whatHadNoConnectionIsNotStored() {
        SQLException away = new SQLException("connection refused", "08001");

        assertThat(CommitDoubt.isLeftBy(new CommitDoubt.NotConnectedException(away)))
                .isFalse();
    }

    @Test
    void whoeverCannotTellIsInDoubt() {
        assertThat(CommitDoubt.isLeftBy(new OutOfMemoryError("as if the heap were full")))
                .isTrue();
    }
}
