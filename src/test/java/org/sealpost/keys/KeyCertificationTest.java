package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** How keys come to their certificates, on the real database. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeyCertificationTest {

    @Inject
    KeyWorld world;

    @Inject
    PracticeKeys keys;

    @Inject
    KeyCustody custody;

    @Inject
    KeyCertification certification;

    @Inject
    InternalAuthority authority;

    @Test
    void aKeyOfAnOutsideAuthorityWaitsForItsCertificateAndThenTakesThePlace() throws Exception {
        PracticeKey old = world.create("a@practice.example");
        PracticeKey waiting = custody.create(
                world.practice(),
                KeyWorld.wanted("a@practice.example", KeyAlgorithm.P_256, KeyIssuer.OUTSIDE, Optional.empty()),
                KeyWorld.STAFF);
        assertThat(world.state(waiting)).isEqualTo(KeyState.WAITING);
        assertThat(world.signs("a@practice.example")).isEqualTo(KeyWorld.certificate(old));
        assertThat(certification.request(world.practice(), waiting.id()))
                .startsWith("-----BEGIN CERTIFICATE REQUEST-----");

        TestIdentity stranger = TestCertificate.of("CN=A", "a@practice.example").issue();
        assertThatThrownBy(() -> certification.certify(
                        world.practice(),
                        waiting.id(),
                        stranger.pem().getBytes(StandardCharsets.US_ASCII),
                        Optional.empty(),
                        any -> true,
                        KeyWorld.STAFF))
                .hasMessageContaining("None of the certificates is of this key");

        X509Certificate issued = issueFor(waiting, "a@practice.example");
        PracticeKey certified = certification.certify(
                world.practice(), waiting.id(), issued.getEncoded(), Optional.empty(), any -> true, KeyWorld.STAFF);
        assertThat(certified.state(Instant.now())).isEqualTo(KeyState.ACTIVE);
        assertThat(world.signs("a@practice.example")).isEqualTo(issued);
        assertThat(world.state(old)).isEqualTo(KeyState.RETIRED);
    }

    /** Correspondents encrypt for the certificate that they hold, until it ends. */
    @Test
    void aRenewedKeyDecryptsForItsFormerCertificateToo() throws Exception {
        PracticeKey key = world.create("a@practice.example");
        X509Certificate former = KeyWorld.certificate(key);
        X509Certificate renewed = issueFor(key, "a@practice.example");

        certification.certify(
                world.practice(), key.id(), renewed.getEncoded(), Optional.empty(), any -> true, KeyWorld.STAFF);

        assertThat(keys.decryption(world.practice(), List.of(KeyWorld.mailbox("a@practice.example"))))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(renewed, former);
        assertThat(keys.decryption(world.practice()))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(renewed, former);
        assertThat(world.signs("a@practice.example")).isEqualTo(renewed);
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .contains(renewed);
    }

    /** As authorities send it after a renewal. */
    @Test
    void ofAFileWithTheFormerAndTheRenewedCertificateTheRenewedOneIsTakenInWhicheverOrder() throws Exception {
        PracticeKey key = world.create("a@practice.example");
        OutsideAuthority outside = new OutsideAuthority();
        Instant now = Instant.now();
        Instant end = now.plus(Duration.ofDays(300));
        X509Certificate former = outside.issue(key, "a@practice.example", now.minus(Duration.ofDays(90)), end);
        X509Certificate renewed = outside.issue(key, "a@practice.example", now.minus(Duration.ofDays(1)), end);
        for (List<X509Certificate> file : List.of(List.of(former, renewed), List.of(renewed, former))) {
            byte[] pem = CertificateChain.pem(file).getBytes(StandardCharsets.US_ASCII);
            certification.certify(world.practice(), key.id(), pem, Optional.empty(), any -> true, KeyWorld.STAFF);
            assertThat(world.signs("a@practice.example")).isEqualTo(renewed);
        }
    }

    @Test
    void aCertificateForAnotherAddressIsRefused() throws Exception {
        PracticeKey waiting = custody.create(
                world.practice(),
                KeyWorld.wanted("a@practice.example", KeyAlgorithm.P_256, KeyIssuer.OUTSIDE, Optional.empty()),
                KeyWorld.STAFF);
        X509Certificate other = issueFor(waiting, "b@practice.example");
        assertThatThrownBy(() -> certification.certify(
                        world.practice(),
                        waiting.id(),
                        other.getEncoded(),
                        Optional.empty(),
                        any -> true,
                        KeyWorld.STAFF))
                .hasMessage(
                        "The certificate may not be used, because it does not name the address that it shall be for:"
                                + " bring another one.");
    }

    @Test
    void theInternalAuthorityCertifiesKeysThatCannotSign() throws Exception {
        NewKey kem =
                KeyWorld.wanted("practice.example", KeyAlgorithm.ML_KEM_768, KeyIssuer.AUTHORITY, Optional.empty());
        assertThatThrownBy(() -> custody.create(world.practice(), kem, KeyWorld.STAFF))
                .hasMessageContaining("make one first");
        assertThatThrownBy(() -> custody.create(
                        world.practice(),
                        KeyWorld.wanted(
                                "practice.example", KeyAlgorithm.ML_KEM_768, KeyIssuer.OUTSIDE, Optional.empty()),
                        KeyWorld.STAFF))
                .hasMessageContaining("signs nothing, not even its own request");
        authority.create(world.practice(), "Sample Practice", KeyAlgorithm.P_384, List.of(), false, KeyWorld.STAFF);
        PracticeKey made = custody.create(world.practice(), kem, KeyWorld.STAFF);
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .contains(KeyWorld.certificate(made));
        // Its successor is certified in the same way.
        PracticeKey next = custody.rotate(world.practice(), made.id(), Optional.empty(), KeyWorld.STAFF);
        assertThat(world.state(next)).isEqualTo(KeyState.ACTIVE);
    }

    /** The list of the practice's own authority says that its signatures are not to be believed. */
    @Test
    void aKeyWhoseCertificateIsRevokedSignsNoMoreAndDecryptsForTheOverlap() throws Exception {
        authority.create(world.practice(), "Sample Practice", KeyAlgorithm.P_384, List.of(), false, KeyWorld.STAFF);
        PracticeKey made = custody.create(
                world.practice(),
                KeyWorld.wanted("a@practice.example", KeyAlgorithm.P_256, KeyIssuer.AUTHORITY, Optional.empty()),
                KeyWorld.STAFF);
        assertThat(keys.signing(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .isPresent();

        String fingerprint = KeyChanges.fingerprint(KeyWorld.certificate(made));
        assertThat(authority.revoke(world.practice(), fingerprint, "left", KeyWorld.STAFF))
                .isTrue();

        assertThat(world.state(made)).isEqualTo(KeyState.RETIRED);
        assertThat(keys.signing(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .isEmpty();
        assertThat(keys.encryption(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .isEmpty();
        assertThat(keys.decryption(world.practice()))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(KeyWorld.certificate(made));
        assertThat(world.events()).anyMatch(event -> event.startsWith("key.retired "));

        // As a version left it that only revoked.
        KeyWorld.change("UPDATE practice_key SET retired_at = NULL, decrypts_until = NULL WHERE id = ?", made.id());
        assertThat(authority.revoke(world.practice(), fingerprint, "again", KeyWorld.STAFF))
                .isTrue();
        assertThat(world.state(made)).isEqualTo(KeyState.RETIRED);
        assertThat(keys.signing(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .isEmpty();
    }

    /** An outside authority certifies the waiting key. */
    private static X509Certificate issueFor(PracticeKey waiting, String address) throws Exception {
        TestIdentity outside = TestCertificate.of("CN=Outside").forAuthority().issue();
        return CertificateWriter.forMail(
                KeyEncoding.publicKey(waiting.publicKey()),
                CertificateWriter.subject("A"),
                CertifiedNames.of(KeyOwner.parse(address), List.of()),
                Optional.of(outside.certificate()),
                KeyEncoding.signer(outside.certificate().getPublicKey(), outside.key(), Optional.empty()),
                Duration.ofDays(30),
                Optional.empty());
    }
}
