package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.PatientAddress;
import org.sealpost.consent.PatientDetails;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.consent.Relationship;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.Standing;
import org.sealpost.consent.ToldAddresses;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.InboundForTests;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestServices;

/** What a patient's own mail is recorded as. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(InboundForTests.class)
class InboundWroteFirstTest {

    @Inject
    InboundWorld world;

    @BeforeEach
    void start() throws Exception {
        world.start();
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Inject
    PatientRecorder recorder;

    @Inject
    ConsentDirectory consents;

    @Inject
    CertificateDirectory certificates;

    /**
     * "Johnny, you are fired!"; and whoever has what was written to the practice could send it on as theirs, for an answer
     * that quotes it.
     */
    @ParameterizedTest
    @ValueSource(strings = {"-aes-256-gcm", "-aes-256-cbc"})
    void whatAnotherSignedWithinIsNotOpenedAndTeachesNothing(String cipher) throws Exception {
        knownPatient();
        String cy = world.bo.replace("bo@", "cy@");
        TestCertificate.of("CN=Cy", cy).by(InboundWorld.authority()).issue().write(world.folder(), "cy");
        world.openssl().run("cms -sign -signer cy.pem -inkey cy.key -in letter -out signed");
        world.openssl().run("cms -encrypt " + cipher + world.headers() + " -in signed -out made practice.pem");
        RawMessage sent = RawMessage.of(world.openssl().made("made").getBytes(StandardCharsets.ISO_8859_1));
        String authentic = "Authentication-Results: edge.example; dmarc=pass header.from="
                + world.bo.split("@")[1] + "\r\n";

        assertThat(world.send(authentic + world.openssl().made("made")).code()).isEqualTo(250);

        RawMessage passed = world.passed();
        assertThat(passed.openBody()).hasSameContentAs(sent.openBody());
        assertThat(passed.value(InboundHeader.TREATMENT)).contains("not-decrypted; reason=signed-by-another");
        assertThat(InboundWorld.results(passed))
                .startsWith(
                        "gateway.example; smime=policy reason=\"the certificate does not name the address of From\"")
                .doesNotContain("smime-identifier");
        assertThat(world.events())
                .anySatisfy(event -> assertThat(event)
                        .startsWith("inbound.received")
                        .contains("\"unread\":\"signed-by-another\"", "\"signature\":\"policy\""))
                .noneMatch(event -> event.startsWith("certificate.added"));
        assertThat(standing()).isInstanceOf(Standing.Nothing.class);
        for (String address : List.of(world.bo, cy)) {
            assertThat(certificates
                            .choose(world.practice, Mailbox.parse(address), Instant.now())
                            .usable())
                    .isEmpty();
        }
    }

    /** Anyone can put a broken signature around what they have: it hides nothing of who signed within. */
    @Test
    void whatAnotherSignedWithinIsNotOpenedBehindASignatureThatIsBroken() throws Exception {
        String cy = world.bo.replace("bo@", "cy@");
        TestCertificate.of("CN=Cy", cy).by(InboundWorld.authority()).issue().write(world.folder(), "cy");
        world.openssl().run("cms -sign -signer cy.pem -inkey cy.key -in letter -out signed");
        world.openssl().run("cms -encrypt -aes-256-gcm -in signed -out made practice.pem");
        String sent = "From: " + world.bo + "\r\nTo: " + world.ada + "\r\nSubject: Hello\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b\r\n\r\n--b\r\n"
                + world.openssl().made("made") + "\r\n--b\r\nContent-Type: application/pkcs7-signature\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nanVuaw==\r\n--b--\r\n";

        assertThat(world.send(sent).code()).isEqualTo(250);

        RawMessage passed = world.passed();
        assertThat(passed.openBody())
                .hasSameContentAs(RawMessage.of(sent.getBytes(StandardCharsets.ISO_8859_1))
                        .openBody());
        assertThat(passed.value(InboundHeader.TREATMENT)).contains("not-decrypted; reason=signed-by-another");
        assertThat(InboundWorld.results(passed)).startsWith("gateway.example; smime=fail");
    }

    /** A signature that was broken speaks against the author, whatever the edge says of the domain. */
    @Test
    void aBrokenSignatureIsNoProofThatAPatientWroteFirst() throws Exception {
        knownPatient();
        world.openssl().run("cms -sign -signer bo.pem -inkey bo.key" + world.headers() + " -in letter -out made");
        String authentic = "Authentication-Results: edge.example; dmarc=pass header.from="
                + world.bo.split("@")[1] + "\r\n";

        world.send(authentic + world.openssl().made("made").replace("20 mg", "90 mg"));

        assertThat(InboundWorld.results(world.passed())).startsWith("gateway.example; smime=fail");
        assertThat(standing()).isInstanceOf(Standing.Nothing.class);
    }

    @Test
    void recordsOnceThatAPatientWroteFirst() throws Exception {
        knownPatient();
        String authentic = "Authentication-Results: edge.example; dmarc=pass header.from="
                + world.bo.split("@")[1] + "\r\n";

        world.send(world.plain());
        world.send(authentic.replace("edge.", "eve.") + world.plain());
        world.send(authentic.replace("dmarc=pass", "spf=pass reason=\"; dmarc=pass\"") + world.plain());
        world.send(authentic.replace("patients-", "other-") + world.plain());
        assertThat(standing()).isInstanceOf(Standing.Nothing.class);

        world.send(authentic + world.plain());
        assertThat(standing()).isInstanceOf(Standing.WroteFirst.class);
        Standing first = standing();
        world.send(authentic + world.plain());
        assertThat(standing()).isEqualTo(first);
    }

    @Test
    void neverTakesAMessageForMoreThanWhatThePatientSaidBefore() throws Exception {
        knownPatient();
        recorder.revoke(world.practice, agreed(), "wants no mail", Actor.staff("s-1"));

        world.send("Authentication-Results: edge.example; dmarc=pass header.from="
                + world.bo.split("@")[1] + "\r\n" + world.plain());

        assertThat(world.server().arrivals(world.ada)).hasSize(1);
        assertThat(standing()).isInstanceOf(Standing.Nothing.class);
    }

    private Standing standing() throws Exception {
        return ((KnownPatients) consents.identify(world.practice, Mailbox.parse(world.bo), Instant.now()))
                .patients()
                .getFirst()
                .standing();
    }

    private void knownPatient() throws Exception {
        recorder.take(
                world.practice,
                new PatientDetails(
                        new PatientId("P1"),
                        "Bo",
                        "Sample",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "en",
                        List.of(new PatientAddress(Mailbox.parse(world.bo), Relationship.SELF, false))),
                new ToldAddresses(SourceId.Origin.API, Set.of()));
    }

    private UUID agreed() throws Exception {
        NewConsent consent = new NewConsent(
                Set.of(Channel.PORTAL), Set.of(Purpose.ALL), Instant.now(), Optional.empty(), Optional.empty());
        return recorder.record(world.practice, new PatientId("P1"), consent, Actor.staff("s-1"))
                .orElseThrow();
    }
}
