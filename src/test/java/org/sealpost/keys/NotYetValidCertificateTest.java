package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** A key whose certificate is valid from a day to come: whatever signs today goes on until then. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class NotYetValidCertificateTest {

    private static final String ADA = "ada@practice.example";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant NEXT_MONTH = NOW.plus(Duration.ofDays(30));
    private static final Instant NEXT_YEAR = NOW.plus(Duration.ofDays(365));

    @Inject
    KeyWorld world;

    @Inject
    PracticeKeys keys;

    @Inject
    KeyCustody custody;

    @Inject
    KeyCertification certification;

    private final OutsideAuthority outside = new OutsideAuthority();

    @ParameterizedTest
    @ValueSource(longs = {10, 30 * 24 * 60})
    void theOldKeySignsUntilItsSuccessorsCertificateIsValid(long minutes) throws Exception {
        Instant valid = NOW.plus(Duration.ofMinutes(minutes));
        PracticeKey old = certified();
        PracticeKey successor = custody.rotate(world.practice(), old.id(), Optional.empty(), KeyWorld.STAFF);
        PracticeKey next = certify(successor, valid, NEXT_YEAR, Optional.empty());

        assertThat(next.state(Instant.now())).isEqualTo(KeyState.NEXT);
        assertThat(next.activeFrom()).contains(valid);
        assertThat(next.hint(Instant.now()).orElseThrow()).startsWith("It is in use from ");
        assertThat(world.signs(ADA)).isEqualTo(KeyWorld.certificate(old));
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox(ADA))).contains(KeyWorld.certificate(old));
        assertThat(world.shown(old).state(valid.minusSeconds(1))).isEqualTo(KeyState.ACTIVE);
        assertThat(world.shown(old).state(valid)).isEqualTo(KeyState.RETIRED);
        assertThat(world.shown(old).decryptsUntil()).contains(valid.plus(Duration.ofDays(180)));
        assertThat(world.shown(next).state(valid)).isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void theLaterOfTheAskedDateAndTheCertificatesCounts() throws Exception {
        PracticeKey old = certified();
        Instant later = NEXT_MONTH.plus(Duration.ofDays(1));
        PracticeKey first = custody.rotate(world.practice(), old.id(), Optional.empty(), KeyWorld.STAFF);
        assertThat(certify(first, NEXT_MONTH, NEXT_YEAR, Optional.of(later)).activeFrom())
                .contains(later);
        PracticeKey second = custody.rotate(world.practice(), old.id(), Optional.empty(), KeyWorld.STAFF);
        assertThat(certify(second, NEXT_MONTH, NEXT_YEAR, Optional.of(NOW.plus(Duration.ofDays(1))))
                        .activeFrom())
                .contains(NEXT_MONTH);
        assertThat(world.signs(ADA)).isEqualTo(KeyWorld.certificate(old));
    }

    @Test
    void anImportedKeyThatIsNotValidYetIsNext() throws Exception {
        PracticeKey old = certified();
        TestIdentity brought =
                TestCertificate.of("CN=Ada", ADA).valid(NEXT_MONTH, NEXT_YEAR).issue();
        PracticeKey taken =
                world.take(KeyWorld.file(brought), "secret", Optional.empty()).getFirst();
        assertThat(taken.state(Instant.now())).isEqualTo(KeyState.NEXT);
        assertThat(taken.activeFrom()).contains(NEXT_MONTH);
        assertThat(world.state(old)).isEqualTo(KeyState.ACTIVE);
        assertThat(world.signs(ADA)).isEqualTo(KeyWorld.certificate(old));
    }

    @Test
    void aFirstKeyThatIsNotValidYetIsNextAndNothingIsRetired() throws Exception {
        TestIdentity brought =
                TestCertificate.of("CN=Ada", ADA).valid(NEXT_MONTH, NEXT_YEAR).issue();
        PracticeKey taken =
                world.take(KeyWorld.file(brought), "secret", Optional.empty()).getFirst();
        assertThat(taken.state(Instant.now())).isEqualTo(KeyState.NEXT);
        assertThat(keys.signing(world.practice(), KeyWorld.mailbox(ADA))).isEmpty();
        assertThat(world.events()).noneMatch(event -> event.startsWith("key.retired"));
    }

    @Test
    void aRenewedCertificateThatIsNotValidYetLeavesTheOneOfTodayInItsPlace() throws Exception {
        PracticeKey key = certified();
        assertThatThrownBy(() -> certify(key, NEXT_MONTH, NEXT_YEAR, Optional.empty()))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("not valid before")
                .hasMessageContaining("rotate");
        assertThat(world.signs(ADA)).isEqualTo(KeyWorld.certificate(key));
        // The same of a successor, whose date the old key's end is tied to.
        PracticeKey successor = custody.rotate(world.practice(), key.id(), Optional.empty(), KeyWorld.STAFF);
        PracticeKey next = certify(successor, NEXT_MONTH, NEXT_YEAR, Optional.empty());
        assertThatThrownBy(() -> certify(next, NEXT_MONTH.plus(Duration.ofDays(9)), NEXT_YEAR, Optional.empty()))
                .isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void aKeyThatWouldBeginAfterItsCertificatesEndIsRefusedAndRetiresNothing() throws Exception {
        PracticeKey old = certified();
        PracticeKey successor = custody.rotate(world.practice(), old.id(), Optional.empty(), KeyWorld.STAFF);
        assertThatThrownBy(() -> certify(successor, NOW, NEXT_MONTH, Optional.of(NEXT_YEAR)))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("ends before");
        assertThat(world.shown(old).retiredAt()).isEmpty();
    }

    @Test
    void ofSeveralKeysInOneFileTheOneWhoseCertificateIsNewestSigns() throws Exception {
        TestIdentity older = TestCertificate.of("CN=Ada", ADA)
                .valid(NOW.minus(Duration.ofDays(300)), NEXT_MONTH)
                .issue();
        TestIdentity newer = TestCertificate.of("CN=Ada", ADA)
                .valid(NOW.minus(Duration.ofDays(2)), NEXT_YEAR)
                .issue();
        world.take(KeyWorld.file(List.of(newer, older)), "secret", Optional.empty());
        assertThat(world.signs(ADA)).isEqualTo(newer.certificate());
    }

    private PracticeKey certified() throws Exception {
        PracticeKey waiting = custody.create(
                world.practice(),
                KeyWorld.wanted(ADA, KeyAlgorithm.P_256, KeyIssuer.OUTSIDE, Optional.empty()),
                KeyWorld.STAFF);
        return certify(waiting, NOW.minus(Duration.ofDays(1)), NEXT_YEAR, Optional.empty());
    }

    private PracticeKey certify(PracticeKey key, Instant from, Instant to, Optional<Instant> wanted) throws Exception {
        X509Certificate certificate = outside.issue(key, ADA, from, to);
        return certification.certify(
                world.practice(), key.id(), certificate.getEncoded(), wanted, any -> true, KeyWorld.STAFF);
    }
}
