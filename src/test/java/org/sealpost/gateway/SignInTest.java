package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.AccountDirectory;
import org.sealpost.practice.Login;
import org.sealpost.practice.NewAccount;
import org.sealpost.practice.SenderScope;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.SmtpDialogue;
import org.sealpost.testing.TestServices;

/** AUTH on the real listener, with accounts of the real database (RFC 4954). */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class SignInTest {

    @Inject
    GatewayLifecycle gateway;

    @Inject
    AccountDirectory accounts;

    private final Login login = new Login("server-" + UUID.randomUUID());

    @Test
    void signsInOnceAndSendsOnlyAsTheAccountMay() throws IOException {
        String proof = SigningIn.proof(add(Set.of(SenderScope.parse("a@practice.example"))));
        play(SigningIn.UNDER_TLS + """
                C: AUTH PLAIN %s
                S: 235 2.7.0 *
                C: AUTH PLAIN %s
                S: 503 5.5.1 *
                C: MAIL FROM:<b@practice.example>
                S: 250 *
                C: RCPT TO:<x@example.org>
                S: 550 5.7.1 *
                C: RSET
                S: 250 *
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: RCPT TO:<x@example.org>
                S: 250 *
                C: QUIT
                S: 221 *
                """.formatted(proof, proof));
    }

    @Test
    void rfc4954TakesNoPasswordInClearAndNoneWithinATransaction() throws IOException {
        String proof = SigningIn.proof(add(Set.of()));
        play("S: 220 *\nC: EHLO client.example\nS+ 250 HELP\nC: AUTH PLAIN " + proof + "\nS: 538 5.7.11 *\n");
        play(SigningIn.UNDER_TLS + """
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: AUTH PLAIN %s
                S: 503 5.5.1 *
                """.formatted(proof));
    }

    @Test
    void rfc4954CancelsAndRefusesWhatItCannotRead() throws IOException {
        play(SigningIn.UNDER_TLS + """
                C: AUTH LOGIN
                S: 334 *
                C: *
                S: 501 5.7.0 *
                C: AUTH PLAIN !!!!
                S: 501 5.5.2 *
                C: AUTH PLAIN AGEAYg
                S: 501 5.5.2 *
                C: AUTH GSSAPI
                S: 504 5.5.4 *
                """);
    }

    @Test
    void answersAWrongPasswordAnUnknownLoginAndADisabledAccountAlike() throws IOException {
        NewAccount account = add(Set.of());
        play(SigningIn.UNDER_TLS + "C: AUTH PLAIN " + SigningIn.proof(login, "wrong")
                + "\nS: 535 5.7.8 Login or password is wrong\n");
        play(SigningIn.UNDER_TLS + "C: AUTH PLAIN " + SigningIn.proof(new Login("nobody-" + login), "wrong")
                + "\nS: 535 5.7.8 Login or password is wrong\n");
        assertThat(accounts.disable(PracticeId.DEFAULT, login, Actor.staff("s-1")))
                .isPresent();
        play(SigningIn.UNDER_TLS + "C: AUTH PLAIN " + SigningIn.proof(account)
                + "\nS: 535 5.7.8 Login or password is wrong\n");
    }

    @Test
    void takesLoginAndPasswordInTwoSteps() throws IOException {
        NewAccount account = add(Set.of());
        play(SigningIn.UNDER_TLS + "C: AUTH LOGIN\nS: 334 *\nC: " + SigningIn.base64(login.value()) + "\nS: 334 *\nC: "
                + SigningIn.base64(new String(account.password())) + "\nS: 235 2.7.0 *\n");
    }

    private NewAccount add(Set<SenderScope> senders) {
        return accounts.add(PracticeId.DEFAULT, login, senders, Optional.empty(), Actor.staff("s-1"));
    }

    private void play(String script) throws IOException {
        SmtpDialogue.play(gateway.port(), script);
    }
}
