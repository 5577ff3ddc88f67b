package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.consent.fhir.FhirSettings.Mode;
import org.sealpost.mail.PracticeId;

class FhirSettingsTest {

    @Test
    void theServerHasTheseDefaults() {
        FhirSettings settings = Settings.fhir(Map.of());

        assertThat(settings.mode()).isEqualTo(Mode.NONE);
        assertThat(settings.url()).isEmpty();
        assertThat(settings.token()).isEmpty();
        assertThat(settings.practiceUrls()).isEmpty();
        assertThat(settings.practiceTokens()).isEmpty();
        assertThat(settings.allowHttp()).isFalse();
        assertThat(settings.patientSystem()).isEmpty();
        assertThat(settings.pollEvery()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.completeEvery()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.maxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theServerHasTheseNames() {
        FhirSettings settings = Settings.fhir(Map.ofEntries(
                Map.entry("sealpost.fhir.mode", "poll"),
                Map.entry("sealpost.fhir.url", "https://records.example/fhir"),
                Map.entry("sealpost.fhir.token", "secret"),
                Map.entry("sealpost.fhir.practice-urls.north", "https://north.example/fhir"),
                Map.entry("sealpost.fhir.practice-tokens.north", "other"),
                Map.entry("sealpost.fhir.allow-http", "true"),
                Map.entry("sealpost.fhir.patient-system", "urn:mrn"),
                Map.entry("sealpost.fhir.practice-patient-systems.north", "urn:north"),
                Map.entry("sealpost.fhir.poll-every", "2s"),
                Map.entry("sealpost.fhir.complete-every", "3s"),
                Map.entry("sealpost.fhir.max-age", "4s"),
                Map.entry("sealpost.fhir.timeout", "5s")));

        assertThat(settings.mode()).isEqualTo(Mode.POLL);
        assertThat(settings.url()).contains("https://records.example/fhir");
        assertThat(settings.token()).contains("secret");
        assertThat(settings.practiceUrls()).containsExactly(Map.entry("north", "https://north.example/fhir"));
        assertThat(settings.practiceTokens()).containsExactly(Map.entry("north", "other"));
        assertThat(settings.allowHttp()).isTrue();
        assertThat(settings.patientSystem()).contains("urn:mrn");
        assertThat(settings.practicePatientSystems()).containsExactly(Map.entry("north", "urn:north"));
        assertThat(settings.pollEvery()).hasSeconds(2);
        assertThat(settings.completeEvery()).hasSeconds(3);
        assertThat(settings.maxAge()).hasSeconds(4);
        assertThat(settings.timeout()).hasSeconds(5);
    }

    @Test
    void theTopicHasTheseDefaultsAndNames() {
        ConsentTopicSettings defaults = Settings.topic(Map.of());
        assertThat(defaults.topic()).isEmpty();
        assertThat(defaults.refusedTopic()).isEqualTo("sealpost.consent.refused");
        assertThat(defaults.group()).isEqualTo("sealpost");

        ConsentTopicSettings named = Settings.topic(Map.of(
                "sealpost.consent.topic", "a",
                "sealpost.consent.refused-topic", "b",
                "sealpost.consent.group", "c"));
        assertThat(named.topic()).contains("a");
        assertThat(named.refusedTopic()).isEqualTo("b");
        assertThat(named.group()).isEqualTo("c");
    }

    @Test
    void eachPracticeHasItsServerAndItsTokenAlone() {
        FhirServers servers = FhirServers.of(Settings.fhir(Map.of(
                "sealpost.fhir.mode", "ask",
                "sealpost.fhir.url", "https://records.example/fhir/",
                "sealpost.fhir.token", "secret",
                "sealpost.fhir.practice-urls.north", "https://north.example/fhir")));

        FhirServer north = servers.byPractice().get(new PracticeId("north"));
        assertThat(north.at("Consent?x").toString()).isEqualTo("https://north.example/fhir/Consent?x");
        assertThat(north.token()).isEmpty();
        assertThat(servers.byPractice().get(PracticeId.DEFAULT).token()).contains("secret");
        assertThat(servers.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://records.example/fhir",
                "ftp://records.example/fhir",
                "records.example",
                "https://",
                "https://user:secret@records.example/fhir",
                "https://records.example/fhir?x=1",
                "https://records.example/fhir#x",
                "https://records .example/fhir",
                "http://127.0.0.1.records.example/fhir",
            })
    void refusesAnAddressThatIsNoneOrIsWithoutTls(String url) {
        assertThatThrownBy(() ->
                        FhirServers.of(Settings.fhir(Map.of("sealpost.fhir.mode", "poll", "sealpost.fhir.url", url))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sealpost.fhir.url");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/fhir, false",
        "http://localhost/fhir, false",
        "http://[::1]/fhir, false",
        "http://records.example/fhir, true",
        "https://records.example, false"
    })
    void takesTlsTheLoopbackAddressAndWhatIsAllowed(String url, boolean allowHttp) {
        assertThat(FhirServer.of("x", url, Optional.empty(), allowHttp).base().toString())
                .isEqualTo(url + "/");
    }

    @Test
    void refusesAModeWithoutAServer() {
        assertThatThrownBy(() -> FhirServers.of(Settings.fhir(Map.of("sealpost.fhir.mode", "ask"))))
                .hasMessageContaining("sealpost.fhir.url");
    }

    @ParameterizedTest
    @CsvSource({
        "https://records.example/fhir?_page=2, true",
        "https://records.example/fhir/Consent?_page=2, true",
        "Consent?_page=2, true",
        "https://records.example/other?_page=2, false",
        "https://records.example/fhir/../other, false",
        "https://elsewhere.example/fhir/Consent, false",
        "https://records.example.evil.example/fhir/Consent, false",
        "http://records.example/fhir/Consent, false",
        "https://records.example:8443/fhir/Consent, false",
        "//elsewhere.example/fhir, false",
        "not a link, false"
    })
    void followsLinksToTheServerItselfOnly(String link, boolean own) {
        FhirServer server = FhirServer.of("x", "https://records.example/fhir", Optional.empty(), false);

        assertThat(server.own(link).isPresent()).isEqualTo(own);
    }
}
