package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Which key signs, which is encrypted for and which decrypts, on the real database. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PracticeKeysTest {

    @Inject
    KeyWorld world;

    @Inject
    PracticeKeys keys;

    @Inject
    KeyCustody custody;

    @Inject
    KeyCertification certification;

    @Test
    void nothingIsSignedWithoutAKey() throws Exception {
        assertThat(keys.signing(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .isEmpty();
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .isEmpty();
        assertThat(keys.decryption(world.practice())).isEmpty();
    }

    @Test
    void theSendersOwnKeyComesBeforeTheDomainsAndThatBeforeThePractices() throws Exception {
        PracticeKey everyone = world.create("*");
        assertThat(world.signs("a@practice.example")).isEqualTo(KeyWorld.certificate(everyone));
        PracticeKey domain = world.create("practice.example");
        assertThat(world.signs("a@practice.example")).isEqualTo(KeyWorld.certificate(domain));
        PracticeKey own = world.create("a@practice.example");
        assertThat(world.signs("A@Practice.example")).isEqualTo(KeyWorld.certificate(own));
        assertThat(world.signs("b@practice.example")).isEqualTo(KeyWorld.certificate(domain));
        assertThat(world.signs("b@other.example")).isEqualTo(KeyWorld.certificate(everyone));
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .contains(KeyWorld.certificate(own));
        assertThat(keys.decryption(world.practice())).hasSize(3);
    }

    @Test
    void noKeyServesAnotherPractice() throws Exception {
        PracticeKey key = world.create("*");
        PracticeId other = KeyWorld.newPractice();
        assertThat(keys.signing(other, KeyWorld.mailbox("a@practice.example"))).isEmpty();
        assertThat(keys.decryption(other)).isEmpty();
        assertThat(custody.list(other)).isEmpty();
        assertThatThrownBy(() -> custody.destroy(other, key.id(), true, KeyWorld.STAFF))
                .isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> certification.request(other, key.id())).isInstanceOf(KeyRefusedException.class);
        assertThat(world.signs("a@practice.example")).isEqualTo(KeyWorld.certificate(key));
    }

    @Test
    void aKeyThatOnlySignsLeavesEncryptionToTheOther() throws Exception {
        PracticeKey both = world.create("practice.example");
        PracticeKey signer = custody.create(
                world.practice(),
                KeyWorld.wanted("practice.example", KeyAlgorithm.ED25519, KeyIssuer.SELF, Optional.empty()),
                KeyWorld.STAFF);
        assertThat(world.signs("a@practice.example")).isEqualTo(KeyWorld.certificate(signer));
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .contains(KeyWorld.certificate(both));
        assertThat(keys.decryption(world.practice()))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(KeyWorld.certificate(both));
        assertThat(world.state(both)).isEqualTo(KeyState.ACTIVE);
    }

    /** Whoever recorded mail to one mailbox must not have it opened by sending it to another. */
    @Test
    void aKeyOpensMailToItsOwnersAlone() throws Exception {
        PracticeKey doctor = world.create("doctor@practice.example");
        PracticeKey domain = world.create("practice.example");

        assertThat(keys.decryption(world.practice(), List.of(KeyWorld.mailbox("doctor@practice.example"))))
                .extracting(SmimeIdentity::certificate)
                .containsExactlyInAnyOrder(KeyWorld.certificate(doctor), KeyWorld.certificate(domain));
        assertThat(keys.decryption(world.practice(), List.of(KeyWorld.mailbox("info@practice.example"))))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(KeyWorld.certificate(domain));
        assertThat(keys.decryption(
                        world.practice(),
                        List.of(
                                KeyWorld.mailbox("doctor@practice.example"),
                                KeyWorld.mailbox("info@practice.example"))))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(KeyWorld.certificate(domain));
    }

    @Test
    void aCertificateThatEndsIsToldOfAheadAndNoLongerSigns() throws Exception {
        PracticeKey key = world.create("*");
        Instant end = key.notAfter().orElseThrow();
        assertThat(key.expiresWithinDays(end.minus(Duration.ofDays(31)))).isEmpty();
        assertThat(key.expiresWithinDays(end.minus(Duration.ofDays(29)))).contains(30);
        assertThat(key.expiresWithinDays(end.minus(Duration.ofDays(13)))).contains(14);
        assertThat(key.expiresWithinDays(end.minus(Duration.ofDays(2)))).contains(3);
        assertThat(key.expiresWithinDays(end.plusSeconds(1))).contains(0);
        assertThat(key.hint(end.minus(Duration.ofDays(2))).orElseThrow()).endsWith(": rotate it.");

        TestIdentity brief = TestCertificate.of("CN=Ada", "ada@practice.example")
                .valid(Instant.now().minusSeconds(60), Instant.now().plusSeconds(4))
                .issue();
        world.take(KeyWorld.file(brief), "secret", Optional.empty());
        assertThat(keys.signing(world.practice(), KeyWorld.mailbox("ada@practice.example"))
                        .map(SmimeIdentity::certificate))
                .contains(brief.certificate());
        await().until(() -> keys.signing(world.practice(), KeyWorld.mailbox("ada@practice.example"))
                .map(SmimeIdentity::certificate)
                .equals(Optional.of(KeyWorld.certificate(key))));
        // It decrypts still: mail to it may be on the way.
        assertThat(keys.decryption(world.practice())).hasSize(2);
    }
}
