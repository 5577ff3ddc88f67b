package org.sealpost.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which home folder {@code ./sealpost} gives to the program, with a Java that only says what it was given. */
class StartScriptTest {

    @TempDir
    Path folder;

    private Path top;
    private Path elsewhere;

    @BeforeEach
    void install() throws IOException {
        folder = folder.toRealPath();
        top = Files.createDirectories(folder.resolve("opt"));
        elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        executable(top.resolve("sealpost"), Files.readString(Path.of("sealpost")));
        Files.writeString(top.resolve("pom.xml"), "");
        Files.createDirectories(top.resolve("src/main"));
        Files.createDirectories(top.resolve("config"));
        Files.createDirectories(top.resolve("target/quarkus-app"));
        Files.writeString(top.resolve("target/quarkus-app/quarkus-run.jar"), "");
        Path programs = Files.createDirectories(folder.resolve("jdk/bin"));
        executable(programs.resolve("javac"), "#!/bin/sh\necho javac 25\n");
        executable(programs.resolve("java"), "#!/bin/sh\necho \"$PWD ${SEALPOST_HOME-none}\"\n");
    }

    @ParameterizedTest
    @CsvSource({"serve", "demo"})
    void serveFindsItsHomeByItsSettings(String command) throws Exception {
        assertThat(run(Optional.empty(), command)).isEqualTo(top + " none");
        assertThat(run(Optional.of(""), command)).isEqualTo(top + " none");
    }

    @ParameterizedTest
    @CsvSource({"serve", "messages"})
    void aHomeOfTheEnvironmentIsTheSameForAll(String command) throws Exception {
        assertThat(run(Optional.of("/var/lib/sealpost"), command)).endsWith(" /var/lib/sealpost");
        assertThat(run(Optional.of("mine"), command)).endsWith(" " + elsewhere + "/mine");
    }

    @Test
    void aClientFindsTheDefaultHomeFromAnywhere() throws Exception {
        assertThat(run(Optional.empty(), "messages")).isEqualTo(elsewhere + " " + top + "/data");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application.yaml       | sealpost:~  home: /srv/mail~                                    | /srv/mail
            application.yaml       | sealpost:~  smtp:~    port: 1~  home: "state" # ours~           | opt/state
            application.yaml       | sealpost:~    # home: /no~    home: 'a b'~quarkus:~  home: /no~ | opt/a b
            application.yaml       | other:~  home: /no~sealpost:~  smtp: {}~                        | opt/data
            application.yaml       | # sealpost:~#   home: /no~                                      | opt/data
            application.yml        | sealpost.home: /srv/mail~                                       | /srv/mail
            application.properties | sealpost.home=/srv/mail~                                        | /srv/mail
            """)
    void aClientFindsTheHomeThatTheSettingsName(String file, String lines, String home) throws Exception {
        Files.writeString(top.resolve("config").resolve(file), lines.replace('~', '\n'));

        String expected = home.startsWith("/") ? home : folder + "/" + home;
        assertThat(run(Optional.empty(), "messages")).isEqualTo(elsewhere + " " + expected);
    }

    private String run(Optional<String> home, String command) throws Exception {
        List<String> line =
                new ArrayList<>(List.of("bash", top.resolve("sealpost").toString(), command));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(elsewhere.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().remove("SEALPOST_HOME");
        home.ifPresent(value -> builder.environment().put("SEALPOST_HOME", value));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
