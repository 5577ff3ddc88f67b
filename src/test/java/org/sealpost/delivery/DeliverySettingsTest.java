package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliverySettingsTest {

    @Test
    void deliveryHasTheseDefaults() {
        DeliverySettings settings = Settings.delivery(Map.of());

        assertThat(settings.cutThroughBudget()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.retryInitial()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.retryMaximum()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.delayNotice()).isEqualTo(Duration.ofHours(4));
        assertThat(settings.lifetime()).isEqualTo(Duration.ofDays(5));
        assertThat(settings.holdLifetime()).isEqualTo(Duration.ofDays(5));
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.pollEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.concurrency()).isEqualTo(50);
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.replyTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.notificationsVia()).isEmpty();
        assertThat(settings.nameServer()).isEmpty();
    }

    @Test
    void deliveryHasTheseNames() {
        DeliverySettings settings = Settings.delivery(Map.ofEntries(
                Map.entry("sealpost.delivery.cut-through-budget", "1s"),
                Map.entry("sealpost.delivery.retry-initial", "2s"),
                Map.entry("sealpost.delivery.retry-maximum", "3s"),
                Map.entry("sealpost.delivery.delay-notice", "11s"),
                Map.entry("sealpost.delivery.lifetime", "4s"),
                Map.entry("sealpost.delivery.hold-lifetime", "5s"),
                Map.entry("sealpost.delivery.lease", "6s"),
                Map.entry("sealpost.delivery.poll-every", "7s"),
                Map.entry("sealpost.delivery.concurrency", "8"),
                Map.entry("sealpost.delivery.connect-timeout", "9s"),
                Map.entry("sealpost.delivery.reply-timeout", "10s"),
                Map.entry("sealpost.delivery.notifications-via", "mail.practice.example:25"),
                Map.entry("sealpost.delivery.name-server", "192.0.2.53:53")));

        assertThat(settings.cutThroughBudget()).hasSeconds(1);
        assertThat(settings.retryInitial()).hasSeconds(2);
        assertThat(settings.retryMaximum()).hasSeconds(3);
        assertThat(settings.delayNotice()).hasSeconds(11);
        assertThat(settings.lifetime()).hasSeconds(4);
        assertThat(settings.holdLifetime()).hasSeconds(5);
        assertThat(settings.lease()).hasSeconds(6);
        assertThat(settings.pollEvery()).hasSeconds(7);
        assertThat(settings.concurrency()).isEqualTo(8);
        assertThat(settings.connectTimeout()).hasSeconds(9);
        assertThat(settings.replyTimeout()).hasSeconds(10);
        assertThat(settings.notificationsVia()).contains("mail.practice.example:25");
        assertThat(settings.nameServer()).contains("192.0.2.53:53");
    }

    @Test
    void theRelayHasTheseDefaults() {
        RelaySettings settings = Settings.relay(Map.of());

        assertThat(settings.host()).isEmpty();
        assertThat(settings.port()).isEqualTo(25);
        assertThat(settings.tls()).isEqualTo("verified");
        assertThat(settings.username()).isEmpty();
        assertThat(settings.password()).isEmpty();
        assertThat(settings.trust()).isEmpty();
        assertThat(settings.protectsOnward()).isFalse();
    }

    @Test
    void theRelayHasTheseNames() {
        RelaySettings settings = Settings.relay(Map.of(
                "sealpost.relay.host", "relay.example",
                "sealpost.relay.port", "587",
                "sealpost.relay.tls", "required",
                "sealpost.relay.username", "practice",
                "sealpost.relay.password", "secret",
                "sealpost.relay.trust", "/etc/relay.pem",
                "sealpost.relay.protects-onward", "true"));

        assertThat(settings.host()).contains("relay.example");
        assertThat(settings.port()).isEqualTo(587);
        assertThat(settings.tls()).isEqualTo("required");
        assertThat(settings.username()).contains("practice");
        assertThat(settings.password()).contains("secret");
        assertThat(settings.trust()).isEqualTo(Optional.of(Path.of("/etc/relay.pem")));
        assertThat(settings.protectsOnward()).isTrue();
    }
}
