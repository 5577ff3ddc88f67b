package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Addresses that two servers may read in two ways, by which relays were opened and consent would be looked up for someone
 * else (CVE-2020-7247): refused with a reason, in MAIL as in RCPT, before anybody is asked.
 */
class AmbiguousAddressTest {

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    @ParameterizedTest(name = "<{0}> is refused: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            @relay.example:b@example.org               | a source route is not accepted
            @a.example,@relay.example:b@example.org    | a source route is not accepted
            b%example.org@practice.example             | a local part with % or ! (a route) is not accepted
            b%example.org%c@practice.example           | a local part with % or ! (a route) is not accepted
            example.org!b@practice.example             | a local part with % or ! (a route) is not accepted
            relay!example.org!b@practice.example       | a local part with % or ! (a route) is not accepted
            "b@example.org"@practice.example           | a quoted local part is not accepted
            "b%example.org"@practice.example           | a quoted local part is not accepted
            "example.org!b"@practice.example           | a quoted local part is not accepted
            "b"@example.org                            | a quoted local part is not accepted
            "b>"@example.org                           | a quoted local part is not accepted
            b@example.org@practice.example             | *
            b@[192.0.2.1]                              | *
            b@[IPv6:2001:db8::1]                       | *
            b@[127.0.0.1]                              | *
            b@192.0.2.1                                | *
            b@#3221225985                              | *
            b@                                         | *
            @example.org                               | a source route is not accepted
            b                                          | the address has no @ and domain
            b@example..org                             | *
            b@.example.org                             | *
            b@-example.org                             | *
            b@exa_mple.org                             | *
            .b@example.org                             | the local part has a dot at an end or two in a row
            b..c@example.org                           | the local part has a dot at an end or two in a row
            b;id@example.org                           | the local part has a character that is not accepted
            b c@example.org                            | the local part has a character that is not accepted
            b(comment)@example.org                     | the local part has a character that is not accepted
            b,c@example.org                            | the local part has a character that is not accepted
            b:c@example.org                            | the local part has a character that is not accepted
            """)
    void isRefusedAndNeverRepaired(String address, String why) throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<%1$s>
                S: 553 5.1.7 The sender's address is not accepted: %2$s
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: RCPT TO:<%1$s>
                S: 553 5.1.3 The recipient's address is not accepted: %2$s
                C: RSET
                S: 250 *
                """.formatted(address, why));
        assertThat(fixture.receiver.calls).containsExactly("begin <a@practice.example> 7BIT", "abort");
    }
}
