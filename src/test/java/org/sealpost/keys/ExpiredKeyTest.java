package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Old keys that a practice brings along: they read the mail of their time, and do nothing else. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class ExpiredKeyTest {

    private static final String ADA = "ada@practice.example";
    private static final Instant BEGAN = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant ENDED = Instant.parse("2021-01-01T00:00:00Z");

    @Inject
    KeyWorld world;

    @Inject
    PracticeKeys keys;

    @Inject
    KeyCustody custody;

    private final TestIdentity expired =
            TestCertificate.of("CN=Ada", ADA).valid(BEGAN, ENDED).issue();

    @Test
    void anExpiredKeyIsTakenAsRetiredAndSaysSo() throws Exception {
        PracticeKey taken =
                world.take(KeyWorld.file(expired), "secret", Optional.empty()).getFirst();
        Instant now = Instant.now();
        assertThat(taken.state(now)).isEqualTo(KeyState.RETIRED);
        assertThat(Duration.between(now, taken.decryptsUntil().orElseThrow()))
                .isBetween(Duration.ofDays(179), Duration.ofDays(180));
        assertThat(world.shown(taken).hint(now).orElseThrow())
                .startsWith("Its certificate expired on 2021-01-01: it only decrypts, until ");
        assertThat(world.shown(taken).expiresWithinDays(now)).isEmpty();
        assertThat(keys.decryption(world.practice(), List.of(KeyWorld.mailbox(ADA))))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(expired.certificate());
        assertThat(keys.signing(world.practice(), KeyWorld.mailbox(ADA))).isEmpty();
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox(ADA))).isEmpty();
        assertThat(world.events())
                .extracting(event -> event.substring(0, event.indexOf(' ')))
                .containsExactly("key.added", "key.certified", "key.retired");
    }

    @Test
    void anExpiredKeyRetiresNoGoodOneWhateverDateIsAskedFor() throws Exception {
        PracticeKey good = world.create(ADA);
        PracticeKey taken = custody.importFile(
                        world.practice(),
                        Optional.empty(),
                        KeyWorld.file(expired),
                        "secret".toCharArray(),
                        Optional.of(Instant.now().plus(Duration.ofDays(7))),
                        any -> true,
                        KeyWorld.STAFF)
                .getFirst();
        assertThat(world.state(taken)).isEqualTo(KeyState.RETIRED);
        assertThat(world.shown(good).retiredAt()).isEmpty();
        assertThat(world.signs(ADA)).isEqualTo(KeyWorld.certificate(good));
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox(ADA))).contains(KeyWorld.certificate(good));
        assertThat(keys.decryption(world.practice()))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(KeyWorld.certificate(good), expired.certificate());
    }

    @Test
    void oldAndNewKeysComeInOneFile() throws Exception {
        TestIdentity newer = TestCertificate.of("CN=Ada", ADA).issue();
        List<PracticeKey> taken = world.take(KeyWorld.file(List.of(newer, expired)), "secret", Optional.empty());
        assertThat(taken)
                .extracting(key -> key.state(Instant.now()))
                .containsExactlyInAnyOrder(KeyState.RETIRED, KeyState.ACTIVE);
        assertThat(world.signs(ADA)).isEqualTo(newer.certificate());
    }

    @Test
    void whatOnlySignedIsOfNoUseAfterItsEnd() throws Exception {
        TestIdentity signer = TestCertificate.of("CN=Ada", ADA)
                .key("Ed25519")
                .valid(BEGAN, ENDED)
                .issue();
        assertThatThrownBy(() -> world.take(KeyWorld.file(signer), "secret", Optional.empty()))
                .hasMessageContaining("expired on 2021-01-01");
    }
}
