package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** The life of keys on the real database: brought, rotated, retired, destroyed, each with its event. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeyCustodyTest {

    private static final Instant NEXT_WEEK =
            Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);

    @Inject
    KeyWorld world;

    @Inject
    PracticeKeys keys;

    @Inject
    KeyCustody custody;

    @Inject
    KeysInUse inUse;

    @Test
    void keysOfAPkcs12FileAreTakenForTheAddressOfTheCertificate() throws Exception {
        TestIdentity ada = TestCertificate.of("CN=Ada", "ada@practice.example")
                .key("RSA-2048")
                .issue();
        byte[] file = Pkcs12File.write("ada", ada.key(), List.of(ada.certificate()), "secret".toCharArray());
        List<PracticeKey> taken = world.take(file, "secret", Optional.empty());
        assertThat(taken).extracting(PracticeKey::algorithm).containsExactly("rsa-2048");
        assertThat(taken.getFirst().owner().value()).isEqualTo("ada@practice.example");
        SmimeIdentity signing = keys.signing(world.practice(), KeyWorld.mailbox("ada@practice.example"))
                .orElseThrow();
        assertThat(signing.key().getEncoded()).isEqualTo(ada.key().getEncoded());
        assertThatThrownBy(() -> world.take(file, "secret", Optional.empty()))
                .hasMessageContaining("has this key already");
    }

    @Test
    void aFileThatIsNotToBeUsedIsRefusedWithItsReasonAndLeavesNothing() throws Exception {
        TestIdentity weak = TestCertificate.of("CN=Ada", "ada@practice.example")
                .key("RSA-1024")
                .issue();
        TestIdentity useless = TestCertificate.of("CN=Ada", "ada@practice.example")
                .keyUsage(KeyUsage.cRLSign)
                .issue();
        TestIdentity unknown = TestCertificate.of("CN=Ada", "ada@practice.example")
                .key("Ed448")
                .issue();
        TestIdentity nameless = TestCertificate.of("CN=Ada").issue();
        TestIdentity other = TestCertificate.of("CN=Bo", "bo@practice.example").issue();
        assertThatThrownBy(() -> world.take(KeyWorld.file(weak), "secret", Optional.empty()))
                .hasMessageContaining("too short");
        assertThatThrownBy(() -> world.take(KeyWorld.file(useless), "secret", Optional.empty()))
                .hasMessageContaining("neither signing nor encryption");
        assertThatThrownBy(() -> world.take(KeyWorld.file(unknown), "secret", Optional.empty()))
                .hasMessageContaining("its key is of another kind than RSA");
        assertThatThrownBy(() -> world.take(KeyWorld.file(nameless), "secret", Optional.empty()))
                .hasMessageContaining("names no e-mail addresses: say whose mail the key is for");
        assertThatThrownBy(() -> world.take(KeyWorld.file(other), "secret", Optional.of("ada@practice.example")))
                .hasMessageContaining("does not name the address");
        assertThatThrownBy(() -> world.take(KeyWorld.file(other), "wrong", Optional.empty()))
                .hasMessageContaining("does not open");
        assertThatThrownBy(() -> world.take(new byte[] {1, 2, 3}, "secret", Optional.empty()))
                .hasMessageContaining("does not open");
        assertThatThrownBy(() -> custody.importFile(
                        world.practice(),
                        Optional.empty(),
                        KeyWorld.file(other),
                        "secret".toCharArray(),
                        Optional.empty(),
                        foreign -> false,
                        KeyWorld.STAFF))
                .hasMessageContaining("its domain is none of the practice's");
        // One whose key is another's.
        byte[] swapped = Pkcs12File.write("bo", useless.key(), List.of(other.certificate()), "secret".toCharArray());
        assertThatThrownBy(() -> world.take(swapped, "secret", Optional.empty()))
                .hasMessageContaining("does not belong to the certificate");
        assertThat(custody.list(world.practice())).isEmpty();
        assertThat(world.events()).isEmpty();
    }

    @Test
    void aRotatedKeySignsNoMoreAndDecryptsForTheOverlap() throws Exception {
        PracticeKey old = world.create("practice.example");
        PracticeKey next = custody.rotate(world.practice(), old.id(), Optional.empty(), KeyWorld.STAFF);
        assertThat(next.algorithm()).isEqualTo(old.algorithm());
        assertThat(next.subject()).isEqualTo(old.subject());
        assertThat(world.signs("a@practice.example")).isEqualTo(KeyWorld.certificate(next));
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .contains(KeyWorld.certificate(next));
        assertThat(keys.decryption(world.practice()))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(KeyWorld.certificate(next), KeyWorld.certificate(old));

        PracticeKey retired = world.shown(old);
        assertThat(world.state(old)).isEqualTo(KeyState.RETIRED);
        Instant until = retired.decryptsUntil().orElseThrow();
        assertThat(Duration.between(Instant.now(), until)).isBetween(Duration.ofDays(179), Duration.ofDays(180));

        custody.destroyOverdue(until.minusSeconds(1));
        assertThat(world.state(old)).isEqualTo(KeyState.RETIRED);
        custody.destroyOverdue(until.plusSeconds(1));
        assertThat(world.state(old)).isEqualTo(KeyState.DESTROYED);
        inUse.forget(world.practice());
        assertThat(keys.decryption(world.practice()))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(KeyWorld.certificate(next));
        assertThat(world.column("ciphertext", old)).isNull();
        assertThat(world.column("wrapped_key", old)).isNull();
    }

    @Test
    void theSuccessorOfAKeyThatWasBroughtIsOfItsKind() throws Exception {
        TestIdentity ada = TestCertificate.of("CN=Ada", "ada@practice.example")
                .key("ML-DSA-87")
                .issue();
        PracticeKey old =
                world.take(KeyWorld.file(ada), "secret", Optional.empty()).getFirst();
        PracticeKey next = custody.rotate(world.practice(), old.id(), Optional.empty(), KeyWorld.STAFF);
        assertThat(next.algorithm()).isEqualTo("ml-dsa-87");
    }

    @Test
    void aSuccessorFromADateLeavesTheOldKeySigningUntilThen() throws Exception {
        PracticeKey old = world.create("practice.example");
        PracticeKey next = custody.rotate(world.practice(), old.id(), Optional.of(NEXT_WEEK), KeyWorld.STAFF);
        assertThat(world.signs("a@practice.example")).isEqualTo(KeyWorld.certificate(old));
        assertThat(world.state(next)).isEqualTo(KeyState.NEXT);
        assertThat(world.shown(old).state(NEXT_WEEK)).isEqualTo(KeyState.RETIRED);
        assertThat(world.shown(next).state(NEXT_WEEK)).isEqualTo(KeyState.ACTIVE);
        // Whoever has its certificate already is understood.
        assertThat(keys.decryption(world.practice())).hasSize(2);
    }

    @Test
    void aKeyInUseIsDestroyedByForceOnly() throws Exception {
        PracticeKey key = world.create("*");
        assertThatThrownBy(() -> custody.destroy(world.practice(), key.id(), false, KeyWorld.STAFF))
                .hasMessage("The key is in use: retire it first, or force its end.");
        custody.destroy(world.practice(), key.id(), true, KeyWorld.STAFF);
        assertThat(keys.decryption(world.practice())).isEmpty();
        assertThatThrownBy(() -> custody.rotate(world.practice(), key.id(), Optional.empty(), KeyWorld.STAFF))
                .hasMessageContaining("was destroyed");
    }

    @Test
    void everyChangeIsAnEventWithTheActorAndNoAddress() throws Exception {
        PracticeKey old = world.create("a@practice.example");
        PracticeKey next = custody.rotate(world.practice(), old.id(), Optional.empty(), KeyWorld.STAFF);
        custody.destroy(world.practice(), old.id(), false, KeyWorld.STAFF);
        List<String> events = world.events();
        assertThat(events)
                .extracting(event -> event.substring(0, event.indexOf(' ')))
                .containsExactly(
                        "key.added", "key.certified", "key.added", "key.certified", "key.retired", "key.destroyed");
        assertThat(events).allMatch(event -> event.contains("\"by\": {\"id\": \"s-1\", \"kind\": \"staff\"}"));
        assertThat(events).noneMatch(event -> event.contains("@"));
        assertThat(events.getLast()).contains(old.fingerprint());
        assertThat(events.get(3)).contains(next.fingerprint());
    }

    @Test
    void noEventOutlivesAChangeThatWasRolledBack() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().call(() -> {
                    world.create("*");
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessageContaining("rolled back");
        assertThat(custody.list(world.practice())).isEmpty();
    }
}
