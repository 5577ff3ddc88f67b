package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Importing, choosing and revoking on the real database. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class CertificateDirectoryTest {

    private static final Actor ADA = Actor.staff("ada");

    @Inject
    CertificateImport certificateImport;

    @Inject
    CertificateDirectory directory;

    @Inject
    StoredCertificates rows;

    @Inject
    CertificateEvents events;

    @Inject
    RecipientCapabilities capabilities;

    @Inject
    DataSource database;

    private final PracticeId practice =
            new PracticeId("certificate-" + UUID.randomUUID().toString().substring(0, 8));
    private final TestIdentity bo =
            TestCertificate.of("CN=Bo Sample", "Bo@Patient.example").issue();
    private Mailbox mailbox;

    @BeforeEach
    void readMailbox() throws InvalidMailboxException {
        mailbox = Mailbox.parse("bo@patient.example");
    }

    @Test
    void usesAPinnedCertificateForTheNextMessage() throws Exception {
        assertThat(choose().usable()).isEmpty();

        List<ImportedCertificate> imported = certificateImport.importPem(practice, bo.pem(), true, ADA);

        assertThat(imported)
                .containsExactly(new ImportedCertificate(
                        "CN=Bo Sample",
                        List.of("bo@patient.example"),
                        List.of(),
                        Fingerprint.of(bo.certificate()),
                        true,
                        "pinned: trusted by the word of whoever added it"));
        assertThat(choose().usable()).contains(bo.certificate());
        assertThat(events()).containsExactly("certificate.added");
    }

    @Test
    void keepsACertificateThatIsNotTrustedAndSaysWhyItIsNotUsed() throws Exception {
        List<ImportedCertificate> imported = certificateImport.importPem(practice, bo.pem(), false, ADA);

        assertThat(imported.getFirst().trusted()).isFalse();
        assertThat(imported.getFirst().reason()).isEqualTo("not trusted: self-signed, and no person pinned it");
        assertThat(choose().usable()).isEmpty();
        assertThat(choose().refused())
                .containsExactly(new RefusedCertificate(
                        Fingerprint.of(bo.certificate()), "not trusted: self-signed, and no person pinned it"));
    }

    @Test
    void changesNothingWhenTheSameFileIsSentAgainButPins() throws Exception {
        certificateImport.importPem(practice, bo.pem(), false, ADA);
        certificateImport.importPem(practice, bo.pem(), false, ADA);
        assertThat(events()).containsExactly("certificate.added");

        certificateImport.importPem(practice, bo.pem(), true, ADA);
        assertThat(choose().usable()).isPresent();
        assertThat(events()).containsExactly("certificate.added", "certificate.added");

        certificateImport.importPem(practice, bo.pem(), false, ADA);
        assertThat(choose().usable()).isPresent();
    }

    @Test
    void storesNothingOfAFileWithAPrivateKey() throws Exception {
        assertThatThrownBy(() -> certificateImport.importPem(practice, bo.pem() + bo.keyPem(), true, ADA))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessageContaining("private key");

        assertThat(choose().refused()).isEmpty();
        assertThat(choose().usable()).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void usesARevokedCertificateNeverAgain() throws Exception {
        certificateImport.importPem(practice, bo.pem(), true, ADA);

        assertThat(directory.revoke(practice, Fingerprint.of(bo.certificate()), "key lost", ADA))
                .isTrue();
        assertThat(directory.revoke(practice, Fingerprint.of(bo.certificate()), "again", ADA))
                .isTrue();
        List<ImportedCertificate> again = certificateImport.importPem(practice, bo.pem(), true, ADA);

        assertThat(again.getFirst().trusted()).isFalse();
        assertThat(choose().usable()).isEmpty();
        assertThat(choose().refused().getFirst().reason())
                .startsWith("revoked on ")
                .endsWith(": key lost");
        assertThat(events()).containsExactly("certificate.added", "certificate.revoked");
    }

    @Test
    void knowsNoCertificateToRevokeThatIsNotOnRecord() {
        assertThat(directory.revoke(practice, Fingerprint.of(bo.certificate()), "key lost", ADA))
                .isFalse();
    }

    @Test
    void showsNoPracticeTheCertificatesOfAnother() throws Exception {
        PracticeId other = new PracticeId(practice.value() + "-other");
        certificateImport.importPem(other, bo.pem(), true, ADA);

        assertThat(choose().usable()).isEmpty();
        assertThat(choose().refused()).isEmpty();
        assertThat(directory.revoke(practice, Fingerprint.of(bo.certificate()), "not ours", ADA))
                .isFalse();
        assertThat(directory.choose(other, mailbox, Instant.now()).usable()).isPresent();
    }

    @Test
    void findsThePathOverAnAuthorityThatCameInTheSameFile() throws Exception {
        TestIdentity root = TestCertificate.of("CN=Root").forAuthority().issue();
        TestIdentity issuer =
                TestCertificate.of("CN=Issuer").forAuthority().by(root).issue();
        TestIdentity issued =
                TestCertificate.of("CN=Bo", "bo@patient.example").by(issuer).issue();
        CertificateCheck trusting = new CertificateCheck(TrustAnchors.of(List.of(root.certificate())));
        CertificateImport trustingImport = new CertificateImport(
                rows, trusting, events, new CertificateHarvest(rows, trusting, events, capabilities));
        CertificateDirectory trustingDirectory = replica(trusting);

        List<ImportedCertificate> imported = QuarkusTransaction.requiringNew()
                .call(() -> trustingImport.importPem(practice, issued.pem() + issuer.pem(), false, ADA));
        CertificateChoice choice = trustingDirectory.choose(practice, mailbox, Instant.now());

        assertThat(imported)
                .extracting(ImportedCertificate::reason)
                .containsExactly(
                        "trusted: issued under CN=Root",
                        "kept for paths to anchors, no mail is encrypted for an authority");
        assertThat(choice.usable()).contains(issued.certificate());
    }

    /** What a signature proves of its sender; whether the signature itself is right is not asked here. */
    @Test
    void saysWhyACertificateDoesNotSpeakForASender() throws Exception {
        TestIdentity root = TestCertificate.of("CN=Root").forAuthority().issue();
        TestIdentity issuer =
                TestCertificate.of("CN=Issuer").forAuthority().by(root).issue();
        TestIdentity signer = TestCertificate.of("CN=Bo", "bo@patient.example")
                .keyUsage(KeyUsage.nonRepudiation)
                .by(issuer)
                .issue();
        TestIdentity encrypting = TestCertificate.of("CN=Bo", "bo@patient.example")
                .keyUsage(KeyUsage.keyAgreement)
                .by(issuer)
                .issue();
        CertificateDirectory trusting = replica(new CertificateCheck(TrustAnchors.of(List.of(root.certificate()))));

        assertThat(signatureFault(trusting, signer, List.of(issuer.certificate())))
                .isEmpty();
        assertThat(signatureFault(trusting, encrypting, List.of(issuer.certificate())))
                .contains("wrong use: key usage does not allow signing");
        assertThat(signatureFault(trusting, signer, List.of())).contains("not trusted: issuer unknown");
        assertThat(signatureFault(directory, signer, List.of(issuer.certificate())))
                .contains("not trusted: issuer unknown");
        mailbox = Mailbox.parse("ada@practice.example");
        assertThat(signatureFault(trusting, signer, List.of(issuer.certificate())))
                .contains("address not in certificate");
    }

    private Optional<String> signatureFault(CertificateDirectory by, TestIdentity signer, List<X509Certificate> chain) {
        return QuarkusTransaction.requiringNew()
                .call(() -> by.signatureFault(practice, signer.certificate(), chain, mailbox, Instant.now()));
    }

    @Test
    void storesOnceWhatSeveralSendAtTheSameTime() throws Exception {
        Callable<List<ImportedCertificate>> send = () -> certificateImport.importPem(practice, bo.pem(), true, ADA);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var sent : senders.invokeAll(List.of(send, send, send, send))) {
                assertThat(sent.get()).hasSize(1);
            }
        }

        assertThat(events()).containsExactly("certificate.added");
    }

    /** Each replica remembers what it read, and a change by another one holds for its next message all the same. */
    @Test
    void aChangeByAnotherReplicaHoldsForTheNextMessage() throws Exception {
        CertificateDirectory other = replica(new CertificateCheck(TrustAnchors.none()));
        assertThat(other.choose(practice, mailbox, Instant.now()).usable()).isEmpty();

        certificateImport.importPem(practice, bo.pem(), true, ADA);
        assertThat(other.choose(practice, mailbox, Instant.now()).usable()).isPresent();
        assertThat(other.choose(practice, mailbox, Instant.now()).capabilities())
                .isEmpty();

        capabilities.set(practice, CapabilityScope.of(mailbox.domain()), "aes256-cbc", ADA);
        assertThat(other.choose(practice, mailbox, Instant.now()).capabilities())
                .contains("aes256-cbc");

        directory.revoke(practice, Fingerprint.of(bo.certificate()), "key lost", ADA);
        assertThat(other.choose(practice, mailbox, Instant.now()).usable()).isEmpty();
    }

    /** Messages of the same moment share the question whether anything changed, which is put after the last of them came. */
    @Test
    void aRevocationHoldsForWhoeverAsksAfterItHoweverManyAskAtThatMoment() throws Exception {
        CertificateDirectory other = replica(new CertificateCheck(TrustAnchors.none()));
        certificateImport.importPem(practice, bo.pem(), true, ADA);
        AtomicBoolean revoked = new AtomicBoolean();
        Callable<List<Boolean>> messages = () -> {
            List<Boolean> usableAfterwards = new ArrayList<>();
            while (usableAfterwards.size() < 20) {
                boolean after = revoked.get();
                boolean usable =
                        other.choose(practice, mailbox, Instant.now()).usable().isPresent();
                if (after) {
                    usableAfterwards.add(usable);
                }
            }
            return usableAfterwards;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Boolean>>> asking =
                    Stream.generate(() -> threads.submit(messages)).limit(30).toList();
            directory.revoke(practice, Fingerprint.of(bo.certificate()), "key lost", ADA);
            revoked.set(true);
            for (Future<List<Boolean>> one : asking) {
                assertThat(one.get()).doesNotContain(true);
            }
        }
    }

    @Test
    void eachPracticeIsToldItsOwnNumberWhoeverAsksBesideIt() throws Exception {
        CertificateGenerations generations = new CertificateGenerations(database);
        PracticeId without = new PracticeId("w" + UUID.randomUUID().toString().substring(0, 8));
        certificateImport.importPem(practice, bo.pem(), true, ADA);
        long number = generations.of(practice);
        assertThat(number).isPositive();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                PracticeId asking = i % 2 == 0 ? practice : without;
                answers.add(threads.submit(() -> generations.of(asking)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(i % 2 == 0 ? number : 0);
            }
        }
    }

    @Test
    void aChangeThatIsTakenBackIsNotRemembered() throws Exception {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    imported(bo);
                    assertThat(choose().usable()).isPresent();
                    throw new IllegalStateException("taken back");
                }))
                .hasMessage("taken back");

        assertThat(choose().usable()).isEmpty();
        certificateImport.importPem(practice, bo.pem(), false, ADA);
        assertThat(choose().refused()).hasSize(1);
    }

    @Test
    void theNarrowestCapabilitiesCountAndWhatIsSetCountsMoreThanWhatMailTold() throws Exception {
        certificateImport.importPem(practice, bo.pem(), true, ADA);
        capabilities.learn(practice, mailbox, "learnt", Instant.now(), ADA);
        assertThat(choose().capabilities()).contains("learnt");
        CapabilityScope domain = CapabilityScope.of(mailbox.domain());
        CapabilityScope address = CapabilityScope.of(mailbox);
        CapabilityScope certificate = CapabilityScope.of(Fingerprint.of(bo.certificate()));
        for (CapabilityScope scope : List.of(domain, address, certificate)) {
            capabilities.set(practice, scope, scope.kind().key(), ADA);
            assertThat(choose().capabilities()).contains(scope.kind().key());
        }
        capabilities.set(practice, domain, "domain", ADA);

        assertThat(capabilities.unset(practice, certificate, ADA)).isTrue();
        assertThat(capabilities.unset(practice, certificate, ADA)).isFalse();
        assertThat(choose().capabilities()).contains("address");
        assertThat(capabilities.list(practice))
                .extracting(KnownCapabilities::scope)
                .containsExactly(address, domain, CapabilityScope.learntOf(mailbox));
        assertThat(events()).hasSize(6).last().isEqualTo("certificate.capabilities-changed");
    }

    @Test
    void findsNoneOutsideUnlessTheSettingsSaySo() {
        assertThat(choose().whyNone()).isEqualTo("no certificate is on record for this recipient");
    }

    private CertificateDirectory replica(CertificateCheck check) {
        return new CertificateDirectory(
                new KnownCertificates(rows, capabilities, new CertificateGenerations(database)),
                rows,
                check,
                new OutsideCertificates(
                        new LookupRound(List.of(), Duration.ofSeconds(1)), new CertificateChooser(check), false),
                events);
    }

    private void imported(TestIdentity identity) {
        try {
            certificateImport.importPem(practice, identity.pem(), true, ADA);
        } catch (CertificateRefusedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private CertificateChoice choose() {
        return directory.choose(practice, mailbox, Instant.now());
    }

    /** The types of the practice's events, in order. */
    private List<String> events() throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT type FROM audit_event WHERE practice = ? ORDER BY position")) {
            query.setString(1, practice.value());
            List<String> types = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    types.add(result.getString(1));
                }
            }
            return types;
        }
    }
}
