package org.sealpost.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RunningSealpost;
import org.sealpost.testing.Submission;

/** A consent that is revoked on one replica is none for the next message that another takes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RevocationIT {

    private static final int PATIENTS = 20;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    @TempDir
    private Path folder;

    @Test
    void aRevocationHoldsForTheNextMessageOnTheOtherReplica() throws Exception {
        try (EmbeddedServices services =
                        EmbeddedServices.start(HomeFolder.lock(folder.resolve("services")), true, OptionalInt.of(0));
                MailSink sink = MailSink.inClear(0)) {
            Map<String, String> settings = settings(services, sink);
            try (RunningSealpost first = start("first", settings);
                    RunningSealpost second = start("second", settings)) {
                first.post("/api/v1/patients:import", "text/csv", patients());
                for (int number = 0; number < PATIENTS; number++) {
                    String address = "robin" + number + "@patient.example";
                    send(second, address, "before");
                    assertThat(sink.arrivals(address)).hasSize(1);
                    Matcher consent = ID.matcher(first.get("/api/v1/patients/P-" + number + "/consents"));
                    assertThat(consent.find()).isTrue();

                    first.post(
                            "/api/v1/consents/" + consent.group(1) + ":revoke",
                            "application/json",
                            "{\"reason\": \"by telephone\"}");
                    send(second, address, "after");

                    assertThat(sink.arrivals(address))
                            .noneMatch(one ->
                                    new String(one.message().octets(), StandardCharsets.UTF_8).contains("after"));
                }
            }
        }
    }

    private static String patients() {
        StringBuilder csv = new StringBuilder(
                "patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at,evidence\n");
        for (int number = 0; number < PATIENTS; number++) {
            csv.append("P-%d,Robin,Sample,1968-04-27,robin%d@patient.example,unencrypted,all,2026-01-02,form 7\n"
                    .formatted(number, number));
        }
        return csv.toString();
    }

    private static void send(RunningSealpost gateway, String to, String body) throws Exception {
        assertThat(new Submission(gateway.smtpPort(), "ada@practice.example")
                        .to(to)
                        .send("One", body + "\r\n")
                        .code())
                .isEqualTo(250);
    }

    private RunningSealpost start(String name, Map<String, String> settings) throws Exception {
        return RunningSealpost.start(Files.createDirectories(folder.resolve(name)), settings);
    }

    private Map<String, String> settings(EmbeddedServices services, MailSink sink) {
        Map<String, String> settings = new HashMap<>(RunningSealpost.environment(services.settings()));
        settings.put("SEALPOST_KEYSTORE_FILE", folder.resolve("keystore.p12").toString());
        settings.put("SEALPOST_RELAY_HOST", "127.0.0.1");
        settings.put("SEALPOST_RELAY_PORT", Integer.toString(sink.port()));
        settings.put("SEALPOST_RELAY_TLS", "none");
        return settings;
    }
}
