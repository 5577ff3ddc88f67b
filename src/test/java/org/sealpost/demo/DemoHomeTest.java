package org.sealpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHomeTest {

    @Test
    void aSecondRunFindsWhatTheFirstOneMade(@TempDir Path folder) throws Exception {
        DemoHome first = DemoHome.prepare(folder.resolve("demo"));
        String certificates = DemoCertificates.prepare(first).recipientsPem();
        Files.writeString(first.rules(), "version: 1\n");

        DemoHome second = DemoHome.prepare(folder.resolve("demo"));

        assertThat(DemoCertificates.prepare(second).recipientsPem()).isEqualTo(certificates);
        assertThat(second.rules()).hasContent("version: 1\n");
    }

    @Test
    void keysAreForTheirOwnerOnly(@TempDir Path folder) throws Exception {
        DemoHome home = DemoHome.prepare(folder.resolve("demo"));
        DemoCertificates certificates = DemoCertificates.prepare(home);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificates.mailbox())))
                .isEqualTo("rw-------");
    }

    @Test
    void theAuthoritysFileHoldsNoKeyOfIt(@TempDir Path folder) throws Exception {
        DemoCertificates certificates = DemoCertificates.prepare(DemoHome.prepare(folder.resolve("demo")));

        assertThat(certificates.authority()).content().contains("CERTIFICATE").doesNotContain("PRIVATE");
        assertThat(certificates.recipientsPem()).doesNotContain("PRIVATE");
    }

    @Test
    void saysWhatToDoWhenACertificateIsDamaged(@TempDir Path folder) throws Exception {
        DemoHome home = DemoHome.prepare(folder.resolve("demo"));
        DemoCertificates.prepare(home);
        Files.writeString(home.pem("mailbox"), "no certificate");

        assertThatThrownBy(() -> DemoCertificates.prepare(home))
                .isInstanceOf(DemoFailure.class)
                .hasMessageEndingWith("remove the demonstration's folder.");
    }

    @Test
    void nothingOfARealInstallationIsTouched(@TempDir Path folder) throws Exception {
        DemoHome home = DemoHome.prepare(folder.resolve("demo"));
        var settings = DemoSettings.of(
                home, DemoCertificates.prepare(home), new DemoPorts(2525, 8080, 9000, 9092, 2526, 8025));

        assertThat(settings)
                .containsEntry("quarkus.datasource.jdbc.url", "")
                .containsEntry("kafka.bootstrap.servers", "")
                .containsEntry("sealpost.portal.text-message-webhook", "")
                .containsEntry("sealpost.relay.host", "localhost");
    }
}
