package org.sealpost.gateway;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.AccountDirectory;
import org.sealpost.practice.Login;
import org.sealpost.practice.NewAccount;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;
import org.sealpost.practice.SenderScope;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.SmtpDialogue;
import org.sealpost.testing.TestServices;

/** Practice A speaks as practice B, or an account as another, by reverse path and by header: 550 5.7.1. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class SpoofedSenderTest {

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PracticeDirectory practices;

    @Inject
    AccountDirectory accounts;

    private final String one = UUID.randomUUID().toString().substring(0, 8) + "x";
    private PracticeId practice;

    @BeforeEach
    void twoPractices() throws Exception {
        practice = practice("a");
        practice("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@a.example",
                "Jo <x@a.example>",
                "\"Jo @ work\" <x@a.example>",
                "\"Doe, Jo\" (here) <x@a.example>, y@a.example",
                "Team: x@a.example;",
                "=?utf-8?q?J=C3=B6?= <x@a.example>"
            })
    void itsOwnSendersAreTaken(String from) throws IOException {
        play(Set.of(), "x@a.example", from, "S: 354 *", "S: 250 *");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doctor@b.example",
                "<doctor@b.example.>",
                "doctor@ b.example",
                "doctor@(c)b.example",
                "doctor@b.example_",
                "doctor@[192.0.2.1]",
                "x@a.example, doctor@b.example",
                "doctor@b.example <x@a.example>",
                "\"doctor@b.example\" <x@a.example>",
                "=?utf-8?q?doctor=40b.example?= <x@a.example>",
                "=?utf-8?q?doctor=40b.example?=",
                "doctor",
                "<>"
            })
    void anotherPracticesSenderInTheHeaderIsRefused(String from) throws IOException {
        play(Set.of(), "x@a.example", from, "S: 354 *", "S: 550-5.7.1 *");
    }

    @Test
    void anotherPracticesSenderInTheReversePathIsRefused() throws IOException {
        play(Set.of(), "doctor@b.example", "x@a.example", "S: 554 *", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x@a.example"})
    void anAccountsOwnListOfSendersCountsInTheHeaderToo(String reversePath) throws IOException {
        Set<SenderScope> senders = Set.of(SenderScope.parse(named("x@a.example")));
        play(senders, reversePath, "director@a.example", "S: 354 *", "S: 550-5.7.1 *");
        play(senders, reversePath, "x@a.example", "S: 354 *", "S: 250 *");
    }

    private void play(Set<SenderScope> senders, String reversePath, String from, String atData, String atDot)
            throws IOException {
        NewAccount account = accounts.add(
                practice, new Login("in-" + UUID.randomUUID()), senders, Optional.empty(), Actor.staff("s-1"));
        String message = atDot.isEmpty()
                ? ""
                : "C: From: " + from + "\nC: Subject: one\nC: Date: Mon, 23 Nov 2026 08:00:00 +0000\n"
                        + "C: Message-ID: <" + UUID.randomUUID() + "@a.example>\nC:\nC: text\nC: .\n" + atDot + "\n";
        String script = """
                C: MAIL FROM:<%s>
                S: 250 *
                C: RCPT TO:<friend@example.org>
                S: %s *
                C: DATA
                %s
                """.formatted(reversePath, atDot.isEmpty() ? "550 5.7.1" : "250", atData);
        SmtpDialogue.play(gateway.port(), SigningIn.as(account) + named(script + message));
    }

    /** Domains of this test's own, for the database is shared. */
    private String named(String text) {
        return text.replace("@a.example", "@a-" + one + ".example").replaceAll("b\\.example", "b-" + one + ".example");
    }

    private PracticeId practice(String name) throws Exception {
        PracticeId id = new PracticeId(name + "-" + one);
        practices.save(new PracticeSettings(
                id,
                "Practice " + name,
                Optional.empty(),
                "en",
                true,
                Set.of(Domain.parse(name + "-" + one + ".example")),
                Set.of()));
        return id;
    }
}
