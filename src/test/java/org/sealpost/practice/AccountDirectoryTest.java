package org.sealpost.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** What changes of accounts leave in the audit, on the real database. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class AccountDirectoryTest {

    private static final Actor STAFF = Actor.staff("s-1");

    private final PracticeId practice =
            new PracticeId("account-" + UUID.randomUUID().toString().substring(0, 8));
    private final Login login = new Login("scanner-" + UUID.randomUUID());

    @Inject
    AccountDirectory accounts;

    @Inject
    PracticeDirectory practices;

    @Inject
    Pseudonyms pseudonyms;

    @Inject
    DataSource database;

    @BeforeEach
    void makePractice() {
        practices.save(
                new PracticeSettings(practice, "Test practice", Optional.empty(), "en", true, Set.of(), Set.of()));
    }

    @Test
    void eachChangeIsAnEventAndWhatChangesNothingIsNone() throws Exception {
        add(login, Set.of(), Optional.empty());
        accounts.disable(practice, login, STAFF);
        accounts.disable(practice, login, STAFF);
        accounts.reset(practice, login, STAFF);
        accounts.reset(practice, login, STAFF);
        Optional<AccountCertificate> certificate = Optional.of(new AccountCertificate.ByFingerprint(
                UUID.randomUUID().toString().replace("-", "").repeat(2)));
        accounts.setCertificate(practice, login, certificate, STAFF);
        accounts.setCertificate(practice, login, certificate, STAFF);
        accounts.setCertificate(practice, login, Optional.empty(), STAFF);

        assertThat(events("type"))
                .containsExactly(
                        "account.added",
                        "account.disabled",
                        "account.password-reset",
                        "account.password-reset",
                        "account.certificate-changed",
                        "account.certificate-changed");
        assertThat(events("data ->> 'enabled'")).containsSubsequence("true", "false");
        assertThat(events("data -> 'by' ->> 'id'")).containsOnly("s-1");
        assertThat(events("data -> 'account' ->> 'login'")).containsOnly(login.value());
    }

    @Test
    void whatIsAnAddressStandsByItsPseudonym() throws Exception {
        String id = UUID.randomUUID().toString();
        Login address = new Login("s" + id.substring(0, 8) + "@practice.example");
        Mailbox mailbox = Mailbox.parse(address.value());
        NewAccount made = add(
                address,
                Set.of(SenderScope.parse("ada@practice.example"), SenderScope.parse("practice.example")),
                Optional.of(new AccountCertificate.ByName(address.value())));

        String pseudonym = pseudonyms.of(practice, mailbox).value();
        assertThat(events("data::text"))
                .singleElement()
                .satisfies(data -> assertThat(data)
                        .doesNotContain("@")
                        .contains(made.account().id().toString()));
        assertThat(events("data -> 'account' ->> 'address'")).containsExactly(pseudonym);
        assertThat(events("data -> 'certificate' ->> 'address'")).containsExactly(pseudonym);
        assertThat(events("data ->> 'domains'")).containsExactly("[\"practice.example\"]");
        assertThat(events("data -> 'addresses' ->> 0"))
                .containsExactly(pseudonyms
                        .of(practice, Mailbox.parse("ada@practice.example"))
                        .value());
    }

    @Test
    void aLoginThatOnlyLooksLikeAnAddressStandsByTheAccountsIdAlone() throws Exception {
        Login odd = new Login("s" + UUID.randomUUID().toString().substring(0, 8) + "@@x");
        add(odd, Set.of(), Optional.empty());
        assertThat(events("(data -> 'account')::jsonb - 'id'")).containsExactly("{}");
    }

    @Test
    void noEventHoldsThePasswordOrWhatProvesIt() throws Exception {
        NewAccount made = add(login, Set.of(), Optional.empty());
        accounts.reset(practice, login, STAFF);
        assertThat(events("data::text"))
                .hasSize(2)
                .noneMatch(data -> data.contains(new String(made.password())))
                .noneMatch(data -> data.toLowerCase(Locale.ROOT).matches(".*(salt|verifier|storedkey|serverkey).*"));
    }

    @Test
    void aChangeThatIsRefusedOrRolledBackIsNoEvent() throws Exception {
        add(login, Set.of(), Optional.empty());
        assertThatThrownBy(() -> add(login, Set.of(), Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    accounts.disable(practice, login, STAFF);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessageContaining("rolled back");

        assertThat(accounts.signingIn(login).orElseThrow().disabled()).isFalse();
        assertThat(events("type")).containsExactly("account.added");
    }

    @Test
    void ofTwoWhoClaimALoginAtOnceOneHasItAndTheOthersAreTold() throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(callers.submit(() -> {
                    add(login, Set.of(), Optional.empty());
                    made.incrementAndGet();
                }));
            }
            for (Future<?> call : calls) {
                try {
                    call.get();
                } catch (ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(IllegalArgumentException.class);
                }
            }
        }
        assertThat(made).hasValue(1);
        assertThat(events("type")).containsExactly("account.added");
    }

    /** Hibernate writes the driver's message into the log. */
    @Test
    void theDatabaseQuotesNoRowInWhatItSaysOfAFailure() throws Exception {
        add(login, Set.of(), Optional.empty());
        try (Connection connection = database.getConnection();
                PreparedStatement again = connection.prepareStatement("""
                        INSERT INTO account (id, practice, login, salt, iterations, stored_key, server_key, senders,
                            disabled, created_at)
                        SELECT gen_random_uuid(), practice, login, salt, iterations, stored_key, server_key, senders,
                            disabled, created_at
                        FROM account WHERE login = ?
                        """)) {
            again.setString(1, login.value());
            assertThatThrownBy(again::execute)
                    .message()
                    .contains("duplicate key")
                    .doesNotContain("Detail", login.value());
        }
    }

    @Test
    void anotherPracticesAccountIsNotChangedAndNoEventSaysSo() throws Exception {
        add(login, Set.of(), Optional.empty());
        assertThat(accounts.disable(PracticeId.DEFAULT, login, STAFF)).isEmpty();
        assertThat(events("type")).containsExactly("account.added");
    }

    private NewAccount add(Login name, Set<SenderScope> senders, Optional<AccountCertificate> certificate) {
        return accounts.add(practice, name, senders, certificate, STAFF);
    }

    /** That of the practice's events of accounts, in order, where it is there. */
    private List<String> events(String what) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT " + what
                        + " FROM audit_event WHERE practice = ? AND type LIKE 'account.%' ORDER BY position")) {
            query.setString(1, practice.value());
            List<String> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String text = rows.getString(1);
                    if (text != null) {
                        found.add(text);
                    }
                }
            }
            return found;
        }
    }
}
