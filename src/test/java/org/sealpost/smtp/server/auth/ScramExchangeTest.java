package org.sealpost.smtp.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of SCRAM, and which are none (RFC 5802 section 7). */
class ScramExchangeTest {

    @ParameterizedTest
    @ValueSource(strings = {"n,,n=user,r=abc", "n,,n=user,r=abc,x=1", "y,a=user,n=user,r=abc,x=a=b,Z=\u00e4"})
    void rfc5802PassesOverExtensionsThatTheClientDoesNotInsistOn(String first) {
        assertThat(exchange().next(octets(first))).isInstanceOf(Exchange.Step.Challenge.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,,m=new,n=user,r=abc",
                "n,,n=user,m=new,r=abc",
                "n,,n=user,r=abc,m=new",
                "n,,n=user,r=abc,x=1,m=new",
                "n,,n=user,r=abc,",
                "n,,n=user,r=abc,x=",
                "n,,n=user,r=abc,xy",
                "n,,n=user,r=abc,1=x"
            })
    void rfc5802FailsWhereTheClientInsistsOnAnExtensionOrWritesNone(String first) {
        assertThat(exchange().next(octets(first))).isInstanceOf(Exchange.Step.Malformed.class);
    }

    /** A wrong proof all of them; what comes of it says whether it was looked at. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            c=biws,r=abc,p=YQ==       | Wrong
            c=biws,r=abc,x=1,p=YQ==   | Wrong
            c=biws,r=abc,m=1,p=YQ==   | Malformed
            c=biws,r=abc,x=,p=YQ==    | Malformed
            c=biws,r=abc,p=YQ         | Malformed
            c=biw,r=abc,p=YQ==        | Malformed
            """)
    void rfc5802HoldsTheLastMessageToTheSameGrammar(String last, String step) {
        Exchange exchange = exchange();
        exchange.next(octets("n,,n=user,r=abc"));

        assertThat(exchange.next(octets(last)).getClass().getSimpleName()).isEqualTo(step);
    }

    private static Exchange exchange() {
        SignIn signIn = new SignIn(
                new NoAccounts(), new Guessing(GuessingLimits.defaults()), InetAddress.ofLiteral("192.0.2.7"));
        return new ScramExchange(signIn, false, ChannelBindings.none());
    }

    private static Optional<byte[]> octets(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class NoAccounts implements Authenticator {

        @Override
        public ScramCredential credential(String login) {
            return new ScramCredential(Optional.empty(), new byte[16], 4096, new byte[32], new byte[32]);
        }

        @Override
        public Optional<AccountName> withPassword(String login, char[] password) {
            return Optional.empty();
        }

        @Override
        public Optional<AccountName> withCertificate(X509Certificate certificate) {
            return Optional.empty();
        }

        @Override
        public void signedIn(InetAddress client, AccountName account, Mechanism mechanism) {}

        @Override
        public void denied(InetAddress client, String why) {}
    }
}
