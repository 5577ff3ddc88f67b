package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients ask with MAIL and RCPT: DSN (RFC 3461) and REQUIRETLS (RFC 8689). */
class DeliveryRequestsTest {

    @TempDir
    private static Path folder;

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    @Test
    void rfc3461TakesEveryParameterAndDecodesIt() throws IOException {
        fixture.receiver.honoursRequests = true;
        fixture.play("""
                S: 220 *
                C: EHLO client.example
                S+ 250 HELP
                C: MAIL FROM:<a@practice.example> RET=HDRS ENVID=QQ+2B314
                S: 250 *
                C: RCPT TO:<b@example.org> NOTIFY=DELAY,success,FAILURE ORCPT=rfc822;Bob+2Bx@example.org
                S: 250 *
                C: RCPT TO:<c@example.org> NOTIFY=NEVER
                S: 250 *
                C: RCPT TO:<d@example.org> ORCPT=utf-8;d\\x{EB}@example.org
                S: 250 *
                C: QUIT
                S: 221 *
                """);

        assertThat(fixture.receiver.calls)
                .startsWith(
                        "begin <a@practice.example> 7BIT HEADERS [QQ+314]",
                        "recipient <b@example.org> [SUCCESS, FAILURE, DELAY] rfc822;Bob+x@example.org",
                        "recipient <c@example.org> NEVER",
                        "recipient <d@example.org> utf-8;d\u00eb@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RET", "RET=BODY", "RET=FULL RET=FULL", "ENVID", "ENVID=a+0D+0Ab", "ENVID=a+2", "REQUIRETLS=yes"
            })
    void rfc3461AValueOfMailThatIsNoneIs501(String parameters) throws IOException {
        fixture.receiver.honoursRequests = true;
        fixture.play(HELLO + "C: MAIL FROM:<a@practice.example> " + parameters + "\nS: 501 5.5.4 *\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOTIFY",
                "NOTIFY=ALWAYS",
                "NOTIFY=NEVER,FAILURE",
                "NOTIFY=FAILURE,FAILURE",
                "NOTIFY=FAILURE,",
                "NOTIFY=NEVER NOTIFY=FAILURE",
                "ORCPT=bob@example.org",
                "ORCPT=;bob@example.org",
                "ORCPT=rfc822;",
                "ORCPT=rfc 822;bob",
                "ORCPT=rfc822;bob+0D+0ABcc:",
                "ORCPT=rfc822;bob+zz"
            })
    void rfc3461AValueOfRcptThatIsNoneIs501(String parameters) throws IOException {
        fixture.receiver.honoursRequests = true;
        fixture.play(HELLO + "C: MAIL FROM:<a@practice.example>\nS: 250 *\nC: RCPT TO:<b@example.org> " + parameters
                + "\nS: 501 5.5.4 *\n");
        assertThat(fixture.receiver.calls).noneMatch(call -> call.startsWith("recipient"));
    }

    @Test
    void rfc6533Section3AnAddressBeyondAsciiStandsInAParameterAsItIsOnlyWhereSmtpUtf8WasSaid() throws IOException {
        fixture.receiver.honoursRequests = true;
        String escaped = "C: RCPT TO:<b@example.org> ORCPT=utf-8;d\\x{EB}@example.org\nS: 250 *\n";
        String raw = " ORCPT=utf-8;d\\xc3\\xab@example.org\\r\\n\n";
        fixture.play(HELLO + "C: MAIL FROM:<a@practice.example>\nS: 250 *\n" + escaped
                + "C> RCPT TO:<c@example.org>" + raw + "S: 501 5.5.4 A parameter beyond ASCII needs SMTPUTF8 *\n"
                + "C> RCPT TO:<postmaster>" + raw + "S: 501 5.5.4 A parameter beyond ASCII needs SMTPUTF8 *\n"
                + "C: RSET\nS: 250 *\n" + "C: MAIL FROM:<a@practice.example> SMTPUTF8\nS: 250 *\n" + escaped
                + "C> RCPT TO:<c@example.org>" + raw + "S: 250 *\n");

        assertThat(fixture.receiver.calls)
                .filteredOn(call -> call.startsWith("recipient"))
                .containsExactly(
                        "recipient <b@example.org> utf-8;d\u00eb@example.org",
                        "recipient <b@example.org> utf-8;d\u00eb@example.org",
                        "recipient <c@example.org> utf-8;d\u00eb@example.org");
    }

    @Test
    void rfc5321WhatIsNotAnnouncedIsNotTaken() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example> RET=FULL
                S: 555 5.5.4 *
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: RCPT TO:<b@example.org> NOTIFY=NEVER
                S: 555 5.5.4 *
                """);
    }

    @Test
    void rfc8689RequireTlsIsAnnouncedAndTakenOnlyUnderTls() throws Exception {
        Path certificate = folder.resolve("smtp.crt");
        Path key = folder.resolve("smtp.key");
        SelfSignedCertificate.createIfMissing(certificate, key, "mail.practice.example");
        ServerTls tls = ServerTls.load(certificate, key);
        fixture.receiver.honoursRequests = true;
        fixture.start(settings -> settings.withTls(tls));

        fixture.play("""
                S: 220 *
                C: EHLO client.example
                S: 250-localhost
                S: 250-PIPELINING
                S: 250-SIZE *
                S: 250-8BITMIME
                S: 250-CHUNKING
                S: 250-SMTPUTF8
                S: 250-ENHANCEDSTATUSCODES
                S: 250-LIMITS *
                S: 250-STARTTLS
                S: 250-DSN
                S: 250 HELP
                C: MAIL FROM:<a@practice.example> REQUIRETLS
                S: 555 5.5.4 *
                C: STARTTLS
                S: 220 *
                C! tls
                C: EHLO client.example
                S: 250-localhost
                S: 250-PIPELINING
                S: 250-SIZE *
                S: 250-8BITMIME
                S: 250-CHUNKING
                S: 250-SMTPUTF8
                S: 250-ENHANCEDSTATUSCODES
                S: 250-LIMITS *
                S: 250-DSN
                S: 250-REQUIRETLS
                S: 250 HELP
                C: MAIL FROM:<a@practice.example> REQUIRETLS
                S: 250 *
                """);

        assertThat(fixture.receiver.calls).contains("begin <a@practice.example> 7BIT REQUIRETLS");
    }
}
