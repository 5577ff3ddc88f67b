package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.audit.RecipientState;
import org.sealpost.delivery.HeldParts;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.TestServices;

/** What is decided on the path of a message, for each recipient: delivered, kept, held or refused. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class DecidedPathTest {

    @Inject
    PathWorld world;

    @BeforeEach
    void start() throws Exception {
        world.start();
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Inject
    HeldParts held;

    @Test
    void decidesEachRecipientByTheirOwnConsent() throws Exception {
        Reply reply = world.submission()
                .to("accepts@patients.example", "portal@patients.example", "none@patients.example")
                .send("ordinary", "Your appointment\r\n");
        assertThat(reply.code()).isEqualTo(250);
        assertThat(world.state(reply, "none@patients.example")).isEqualTo(RecipientState.REFUSED);
        assertThat(world.state(reply, "portal@patients.example")).isEqualTo(RecipientState.IN_PORTAL);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.state(reply, "accepts@patients.example") == RecipientState.DELIVERED);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !world.relay().arrivals("portal@patients.example").isEmpty());
        String notice = PathWorld.text(world.only("portal@patients.example").message());
        assertThat(notice).contains("/portal/").doesNotContain("appointment").doesNotContain("Subject: ordinary");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.notifications().stream().anyMatch(text -> text.contains("none@patients.example")));
    }

    @Test
    void tellsTheSenderOfEachWhyItIsRefused() throws Exception {
        Reply reply = world.submission()
                .to("accepts@patients.example", "page@social.example", "none@patients.example")
                .send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(reply.code()).isEqualTo(250);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.notifications().stream()
                                .filter(text -> text.contains("was not delivered to"))
                                .count()
                        == 2);
        assertThat(world.notifications())
                .anySatisfy(text -> assertThat(text)
                        .contains("page@social.example", "must not be posted to a public site")
                        .doesNotContain("none@patients.example"))
                .anySatisfy(text -> assertThat(text)
                        .contains("none@patients.example", "please write a letter or call")
                        .doesNotContain("page@social.example"));
    }

    @Test
    void saysEachReasonWhenEveryoneIsRefused() throws Exception {
        Reply reply = world.submission()
                .to("page@social.example", "none@patients.example")
                .send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(reply.code()).isEqualTo(550);
        assertThat(reply.toString()).contains("must not be posted to a public site", "please write a letter or call");
    }

    @Test
    void refusesAtOnceWhenNobodyMayGetIt() throws Exception {
        Reply reply = world.submission().to("none@patients.example").send("ordinary", "text\r\n");
        assertThat(reply.code()).isEqualTo(550);
        Reply byRule = world.submission().to("page@social.example").send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(byRule.toString()).contains("Patient information must not be posted to a public site.");
    }

    @Test
    void sendsToPatientsOverProvenTlsAndToThePortalWithoutIt() throws Exception {
        Reply proven = world.submission().to("tls-portal@patients.example").send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(proven.toString()).endsWith("delivered");
        assertThat(world.only("tls-portal@patients.example").tls()).isTrue();
        world.relayInClear();
        Reply unproven = world.submission().to("tls-portal@patients.example").send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(world.state(unproven, "tls-portal@patients.example")).isEqualTo(RecipientState.IN_PORTAL);
        Reply held = world.submission().to("tls@patients.example").send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(world.state(held, "tls@patients.example")).isEqualTo(RecipientState.HELD);
        assertThat(world.relay().arrivals("tls@patients.example")).isEmpty();
    }

    @Test
    void neverSendsHealthInformationToAStrangerInClear() throws Exception {
        world.relayInClear();
        Reply reply = world.submission().to("stranger@example.org").send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(world.state(reply, "stranger@example.org")).isEqualTo(RecipientState.HELD);
        assertThat(world.relay().arrivals("stranger@example.org")).isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.notifications().stream()
                        .anyMatch(text -> text.contains("stranger@example.org") && text.contains("held")));
    }

    @Test
    void tellsTheSenderOnceOfAllWhoAreHeldWhateverTheReasons() throws Exception {
        world.relayInClear();
        String stranger = "stranger-" + UUID.randomUUID() + "@example.org";
        Reply reply = world.submission().to("tls@patients.example", stranger).send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(world.state(reply, "tls@patients.example")).isEqualTo(RecipientState.HELD);
        assertThat(world.state(reply, stranger)).isEqualTo(RecipientState.HELD);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.notifications().stream().anyMatch(text -> text.contains(stranger)));
        assertThat(world.notifications())
                .filteredOn(text -> text.contains(stranger))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("is held", "tls@patients.example"));
    }

    @Test
    void holdsByRuleAndDeliversWhatAPersonReleases() throws Exception {
        Reply reply = world.submission().to("friend@example.org").send("[hold] please", "text\r\n");
        assertThat(world.state(reply, "friend@example.org")).isEqualTo(RecipientState.HELD);
        assertThat(held.release(PathWorld.PRACTICE, PathWorld.id(reply), Actor.staff("test"), "checked"))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.state(reply, "friend@example.org") == RecipientState.DELIVERED);
        assertThat(world.relay().arrivals("friend@example.org")).hasSize(1);
    }
}
