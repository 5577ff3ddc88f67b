package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.practice.TrustedClientSettings;
import org.sealpost.smtp.server.MessageLimits;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.ServerStartException;
import org.sealpost.smtp.server.SessionLimits;
import org.sealpost.smtp.server.Timeouts;

/** What the operator writes under {@code sealpost.smtp}, and what the listener makes of it. */
class ListenerSettingsTest {

    @TempDir
    private Path home;

    @Test
    void withoutSettingsTheProtocolsDefaultsHold() throws Exception {
        ServerSettings settings = read(Map.of());
        assertThat(settings.message()).isEqualTo(MessageLimits.defaults());
        assertThat(settings.session()).isEqualTo(SessionLimits.defaults());
        assertThat(settings.timeouts()).isEqualTo(Timeouts.defaults());
        assertThat(settings.tlsPort()).isEmpty();
        assertThat(settings.clients().balancers().test(InetAddress.getLoopbackAddress()))
                .isFalse();
        assertThat(settings.clients().normalized().test(InetAddress.getLoopbackAddress()))
                .isFalse();
    }

    @Test
    void everyLimitCanBeSet() throws Exception {
        ServerSettings settings = read(Map.ofEntries(
                Map.entry("max-message-size", "10M"),
                Map.entry("max-header-size", "64K"),
                Map.entry("max-recipients", "100"),
                Map.entry("max-received", "30"),
                Map.entry("max-connections", "50"),
                Map.entry("max-connections-per-client", "5"),
                Map.entry("max-errors", "3"),
                Map.entry("max-commands", "30"),
                Map.entry("idle-timeout", "1m"),
                Map.entry("command-timeout", "10s"),
                Map.entry("data-timeout", "20s"),
                Map.entry("min-data-rate", "4K"),
                Map.entry("handshake-timeout", "5s"),
                Map.entry("tls-port", "0"),
                Map.entry("hostname", "mail.practice.example")));
        assertThat(settings.message()).isEqualTo(new MessageLimits(10 << 20, 64 << 10, 100, 30));
        assertThat(settings.session()).isEqualTo(new SessionLimits(50, 5, 3, 30));
        assertThat(settings.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Timeouts.defaults().dataStart(),
                        4096,
                        Duration.ofSeconds(5)));
        assertThat(settings.tlsPort()).hasValue(0);
        assertThat(settings.hostname()).isEqualTo("mail.practice.example");
    }

    @Test
    void balancersAndOldDevicesAreNetworks() throws Exception {
        ServerSettings settings =
                read(Map.of("proxy-clients", "192.0.2.0/24, 2001:db8::1", "normalize-clients", "10.0.0.7"));
        assertThat(settings.clients().balancers().test(InetAddress.ofLiteral("192.0.2.7")))
                .isTrue();
        assertThat(settings.clients().balancers().test(InetAddress.ofLiteral("2001:db8::1")))
                .isTrue();
        assertThat(settings.clients().balancers().test(InetAddress.ofLiteral("10.0.0.7")))
                .isFalse();
        assertThat(settings.clients().normalized().test(InetAddress.ofLiteral("10.0.0.7")))
                .isTrue();
    }

    @Test
    void theNameIsOneThatEveryServerReads_RFC_6531_3_7_1() throws Exception {
        assertThat(read(Map.of("hostname", "Praxis-Müller.example")).hostname())
                .isEqualTo("xn--praxis-mller-klb.example");
        assertThat(read(Map.of("hostname", "[10.0.0.5]")).hostname()).isEqualTo("[10.0.0.5]");
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            proxy-clients     | balancer.example | sealpost.smtp.proxy-clients: 'balancer.example' is no network: write it as 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32.
            normalize-clients | 10.0.0.7/8       | sealpost.smtp.normalize-clients: '10.0.0.7/8' has bits behind its prefix: write the network's first address.
            max-errors        | 0                | sealpost.smtp: Limits of connections must be at least 1.
            max-message-size  | 100              | sealpost.smtp: The largest message must be between 1K and 1G.
            max-recipients    | 1000000          | sealpost.smtp: The number of recipients of a message must be between 1 and 999999.
            max-header-size   | 4G               | sealpost.smtp: The largest header must be between 1 octet and 1G.
            command-timeout   | 0s               | sealpost.smtp: Timeouts must be longer than nothing, and a day at most.
            idle-timeout      | 0s               | sealpost.smtp: Timeouts must be longer than nothing, and a day at most.
            data-timeout      | 25h              | sealpost.smtp: Timeouts must be longer than nothing, and a day at most.
            handshake-timeout | 0s               | sealpost.smtp: Timeouts must be longer than nothing, and a day at most.
            hostname          | mail gate        | sealpost.smtp.hostname: the domain has a character that domains do not have: write this server's name, such as gateway.practice.example.
            hostname          | 10.0.0.5         | sealpost.smtp.hostname: a domain that ends in a number looks like an IP address: write this server's name, such as gateway.practice.example.
            max-received      | 0                | sealpost.smtp: The number of Received fields must be at least 1.
            """)
    void whatMakesNoSenseIsOneSentence(String name, String value, String sentence) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(ServerStartException.class)
                .hasMessage(sentence);
    }

    private ServerSettings read(Map<String, String> given) throws Exception {
        SmtpSettings settings = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SmtpSettings.class)
                .withMapping(TrustedClientSettings.class)
                .withSources(new PropertiesConfigSource(
                        given.entrySet().stream()
                                .collect(Collectors.toMap(one -> "sealpost.smtp." + one.getKey(), Map.Entry::getValue)),
                        "test",
                        100))
                .build()
                .getConfigMapping(SmtpSettings.class);
        return new ListenerSettings(settings, new OwnHostname(settings), home).read();
    }
}
