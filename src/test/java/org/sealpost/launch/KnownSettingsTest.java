package org.sealpost.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {

    private final KnownSettings settings = new KnownSettings();

    @Test
    void knowsTheSettingsOfEveryFeature() {
        var mappings = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.sealpost").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(type -> type.getName())
                        .toList();
        assertThat(KnownSettings.MAPPINGS).extracting(Class::getName).containsAll(mappings);
    }

    @Test
    void refusesAnUnknownNameAndSaysWhatWasProbablyMeant() {
        assertThatThrownBy(() -> settings.check(List.of("sealpost.smtp.prot"), Map.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessage(
                        "Unknown setting sealpost.smtp.prot: remove it, or correct it (did you mean sealpost.smtp.port?).");
    }

    @Test
    void refusesAnUnknownVariableOfTheEnvironment() {
        assertThatThrownBy(() -> settings.check(List.of(), Map.of("SEALPOST_SMTP_PROT", "1")))
                .hasMessageContaining("environment variable SEALPOST_SMTP_PROT")
                .hasMessageContaining("sealpost.smtp.port");
    }

    @Test
    void letsKnownNamesListsAndTheVariablesOfClientAndScriptsPass() {
        assertThatCode(() -> settings.check(
                        List.of("sealpost.home", "sealpost.smtp.trusted-clients[0]", "quarkus.http.port"),
                        Map.of(
                                "SEALPOST_SMTP_TLS_PORT",
                                "1",
                                "SEALPOST_TOKEN",
                                "x",
                                "SEALPOST_JAVA_OPTIONS",
                                "-Xmx512m",
                                "SEALPOST_HOME",
                                "y",
                                "PATH",
                                "z")))
                .doesNotThrowAnyException();
    }

    @Test
    void takesAnyKeyOfASettingWhoseKeysTheOperatorChooses() {
        assertThatCode(() -> settings.check(
                        List.of("sealpost.delivery.tls-names.\"example.org\""),
                        Map.of("SEALPOST_DELIVERY_TLS_NAMES__EXAMPLE_ORG_", "mx.example.org")))
                .doesNotThrowAnyException();
    }
}
