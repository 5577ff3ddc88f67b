package org.sealpost.certificate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** What is said ahead of the end of an authority that every practice trusts. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(InstallationAnchorsTest.WithFile.class)
class InstallationAnchorsTest {

    private static final List<Integer> DAYS = List.of(30, 14, 3);

    /** A file with authorities of which some end soon. */
    public static final class WithFile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path file = Files.createTempFile("authorities", ".pem");
                Files.writeString(
                        file,
                        List.of(
                                        authority("CN=Ending", 25),
                                        authority("CN=Renewed", 10),
                                        authority("CN=Renewed", 400),
                                        authority("CN=Lasting", 100),
                                        authority("CN=Over", -1))
                                .stream()
                                .map(TestIdentity::pem)
                                .collect(Collectors.joining()));
                return Map.of(InstallationAnchors.SETTING, file.toString());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Inject
    PracticeDirectory practices;

    @Inject
    ExpiryAlarms alarms;

    @Inject
    InstallationAnchors ofTheFile;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "sealpost.home")
    Path home;

    @Test
    void tellsOnceOfEachInTheChainOfTheFirstPracticeCountsThemAndShowsThemToAll() throws Exception {
        alarms.look();
        alarms.look();

        assertThat(alarmsOfTheFile()).containsExactlyInAnyOrder("30 false", "14 true");
        assertThat(alarms.installationAnchorsSoon())
                .extracting(ExpiringAnchor::subject, ExpiringAnchor::bundle)
                .containsExactly(tuple("CN=Ending", "sealpost.certificates.trust"));
        assertThat(meters.get("sealpost.certificates.expiring")
                        .tag("days", "30")
                        .gauge()
                        .value())
                .isGreaterThanOrEqualTo(1);
        assertThat(ofTheFile.count(30, Instant.now())).isEqualTo(1);
        assertThat(ofTheFile.count(14, Instant.now())).isZero();
    }

    @Test
    void theConsoleShowsThemToEveryPractice() throws Exception {
        PracticeId another = new PracticeId("another");
        practices.save(new PracticeSettings(another, "Another", Optional.empty(), "en", true, Set.of(), Set.of()));
        String token = Files.readString(home.resolve("admin.token")).strip();
        String session = given().redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .formParam("token", token)
                .post("/console/sign-in")
                .cookie("sealpost-console");

        for (String practice : List.of("default", another.value())) {
            assertThat(given().cookie("sealpost-console", session)
                            .queryParam("practice", practice)
                            .get("/console")
                            .asString())
                    .contains("An authority that every practice trusts expires soon", "CN=Ending")
                    .doesNotContain("CN=Renewed", "CN=Lasting", "CN=Over");
        }
    }

    @Test
    void tellsOfEachLimitOnceAndOfThoseThatWerePassedTogetherByTheNearestAlone() throws Exception {
        TestIdentity root = authority("CN=Root", 35);
        InstallationAnchors anchors = new InstallationAnchors(TrustAnchors.of(List.of(root.certificate())), database);
        Instant end = root.certificate().getNotAfter().toInstant();

        assertThat(days(anchors, end, 31)).isEmpty();
        assertThat(days(anchors, end, 12)).containsExactly(14);
        assertThat(days(anchors, end, 12)).isEmpty();
        assertThat(days(anchors, end, 2)).containsExactly(3);
        assertThat(days(anchors, end, 1)).isEmpty();
        assertThat(days(anchors, end, 0)).isEmpty();
    }

    private static List<Integer> days(InstallationAnchors anchors, Instant end, int before) throws Exception {
        return anchors.raise(DAYS, end.minus(Duration.ofDays(before))).stream()
                .map(InstallationAnchors.Raised::days)
                .toList();
    }

    private static TestIdentity authority(String name, int days) {
        Instant until = Instant.now().plus(Duration.ofDays(days));
        return TestCertificate.of(name)
                .valid(until.minus(Duration.ofDays(365)), until)
                .forAuthority()
                .issue();
    }

    private List<String> alarmsOfTheFile() throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT data ->> 'days', data ->> 'renewed' FROM audit_event WHERE practice = 'default'"
                                + " AND type = 'certificate.expiring' AND data ->> 'bundle' = ? ORDER BY position")) {
            query.setString(1, InstallationAnchors.SETTING);
            List<String> all = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    all.add(rows.getString(1) + " " + rows.getString(2));
                }
            }
            return all;
        }
    }
}
