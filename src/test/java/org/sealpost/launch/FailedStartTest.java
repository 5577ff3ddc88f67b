package org.sealpost.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sealpost.seal.SealException;

/** What an operator reads of a start that fails inside Quarkus. */
class FailedStartTest {

    @Test
    void aKeystoreThatDoesNotOpenIsTold() {
        String sentence = "The keystore /data/keystore.p12 does not open: correct its password.";

        assertThat(FailedStart.sentence(new RuntimeException("of a bean", new SealException(sentence))))
                .contains(sentence);
    }

    @Test
    void whatOurOwnCodeSaysInASentenceIsTold() {
        String sentence = "The token file /data/admin.token holds no token of 256 bits: delete it.";

        assertThat(FailedStart.sentence(new RuntimeException(new IllegalStateException(sentence))))
                .contains(sentence);
    }

    /** As V001 says it, within what the driver makes of it. */
    @Test
    void whatAMigrationRaisesIsToldWithoutItsPlaceInTheScript() {
        String sentence = "The database user x may not create roles: run it as an administrator.";

        assertThat(FailedStart.sentence(new RuntimeException(new SQLException(server(sentence, "exec_stmt_raise")))))
                .contains(sentence);
    }

    @Test
    void whatElseADatabaseSaysMayQuoteARowAndIsNotTold() {
        assertThat(FailedStart.sentence(new RuntimeException(server("the row of patient Ada", "ExecConstraints")))
                        .orElseThrow())
                .startsWith("The gateway did not start (RuntimeException, caused by PSQLException with SQL state 23514")
                .endsWith(".")
                .doesNotContain("Ada");
    }

    @Test
    void whatOthersSayIsNotToldAndItsClassIs() {
        IllegalStateException others = new IllegalStateException("The password 'secret' does not fit.");
        others.setStackTrace(new StackTraceElement[] {new StackTraceElement("io.other.Pool", "open", "Pool.java", 1)});

        assertThat(FailedStart.sentence(new RuntimeException("secret", others)).orElseThrow())
                .contains("RuntimeException, caused by IllegalStateException")
                .contains(" at " + FailedStartTest.class.getName() + ".")
                .doesNotContain("secret")
                .hasLineCount(1);
    }

    @Test
    void aFragmentOfOursIsNoSentence() {
        assertThat(FailedStart.sentence(new IllegalStateException("the rules cannot be read", new IOException()))
                        .orElseThrow())
                .startsWith("The gateway did not start (IllegalStateException, caused by IOException");
    }

    @Test
    void whoeverEndedTheStartHasSaidWhy() {
        assertThat(FailedStart.sentence(new RuntimeException(new PreventFurtherStepsException("told already", 1))))
                .isEmpty();
    }

    private static PSQLException server(String message, String routine) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C23514\0M" + message
                + "\0WPL/pgSQL function inline_code_block line 10 at RAISE\0R" + routine + "\0"));
    }
}
