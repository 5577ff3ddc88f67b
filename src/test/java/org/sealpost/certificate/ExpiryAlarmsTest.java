package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** What is said ahead of a certificate's end, on the real database. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class ExpiryAlarmsTest {

    private static final Actor ADA = Actor.staff("ada");

    @Inject
    ExpiryAlarms alarms;

    @Inject
    CertificateImport certificates;

    @Inject
    CertificateDirectory directory;

    @Inject
    TrustDirectory authorities;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    private final PracticeId practice =
            new PracticeId("expiry-" + UUID.randomUUID().toString().substring(0, 8));

    @Test
    void tellsOnceOfEachLimitHoweverManyReplicasLook() throws Exception {
        TestIdentity bo = add(practice, "bo@patient.example", 25);
        Callable<Object> look = () -> {
            alarms.raise();
            return "";
        };
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> done : replicas.invokeAll(Collections.nCopies(4, look))) {
                done.get();
            }
        }
        assertThat(alarmsOf(practice)).containsExactly("30 false");

        move(bo, 10);
        alarms.raise();
        alarms.raise();
        move(bo, 2);
        alarms.raise();
        alarms.raise();

        assertThat(alarmsOf(practice)).containsExactly("30 false", "14 false", "3 false");
    }

    @Test
    void tellsByTheNearestLimitAloneOfWhatIsAddedLate() throws Exception {
        add(practice, "bo@patient.example", 2);

        alarms.raise();
        alarms.raise();

        assertThat(alarmsOf(practice)).containsExactly("3 false");
    }

    @Test
    void tellsOfNothingThatLastsLongerIsOverOrWasRevoked() throws Exception {
        add(practice, "bo@patient.example", 31);
        add(practice, "cy@patient.example", -1);
        TestIdentity lost = add(practice, "di@patient.example", 5);
        directory.revoke(practice, Fingerprint.of(lost.certificate()), "key lost", ADA);

        alarms.raise();

        assertThat(alarmsOf(practice)).isEmpty();
        assertThat(alarms.soon(practice)).isEmpty();
    }

    @Test
    void saysWhenALaterOneIsOnRecordAndShowsTheOthersToTheirPracticeAlone() throws Exception {
        PracticeId other = new PracticeId(practice.value() + "-other");
        add(practice, "bo@patient.example", 20);
        add(practice, "bo@patient.example", 200);
        TestIdentity cy = add(practice, "cy@patient.example", 20);
        add(other, "cy@patient.example", 200);

        alarms.raise();

        assertThat(alarmsOf(practice)).containsExactlyInAnyOrder("30 true", "30 false");
        assertThat(alarms.soon(practice))
                .extracting(ExpiringCertificate::fingerprint)
                .containsExactly(Fingerprint.of(cy.certificate()));
        assertThat(alarms.soon(practice).getFirst().addresses()).containsExactly("cy@patient.example");
        assertThat(alarms.soon(other)).isEmpty();
    }

    /** Partners have one to sign with and one to encrypt to. */
    @Test
    void oneThatOnlySignsIsNoSuccessorOfOneThatMailIsEncryptedFor() throws Exception {
        TestIdentity encrypts = add(practice, "bo@patient.example", 20);
        add(practice, KeyUsage.digitalSignature, "bo@patient.example", 300);
        add(practice, KeyUsage.digitalSignature, "cy@patient.example", 20);
        add(practice, KeyUsage.digitalSignature, "cy@patient.example", 300);

        alarms.raise();

        assertThat(alarmsOf(practice)).containsExactlyInAnyOrder("30 false", "30 true");
        assertThat(alarms.soon(practice))
                .extracting(ExpiringCertificate::fingerprint)
                .containsExactly(Fingerprint.of(encrypts.certificate()));
    }

    /** As {@code openssl req -x509} writes them: mail is encrypted for what a person pins. */
    @Test
    void ofSelfSignedOnesThatCallThemselvesAnAuthoritysOnlyAPinnedOneIsASuccessor() throws Exception {
        selfSigned("bo@patient.example", 20, true);
        selfSigned("bo@patient.example", 300, true);
        TestIdentity cy = selfSigned("cy@patient.example", 20, true);
        selfSigned("cy@patient.example", 300, false);
        TestIdentity di = selfSigned("di@patient.example", 20, true);
        add(practice, KeyUsage.digitalSignature, "di@patient.example", 300);

        assertThat(alarms.soon(practice))
                .extracting(ExpiringCertificate::fingerprint)
                .containsExactlyInAnyOrder(Fingerprint.of(cy.certificate()), Fingerprint.of(di.certificate()));
    }

    /** Whatever is not used any more is neither missed nor a successor. */
    @Test
    void certificatesOfARevokedKeyAreNoSuccessorsAndRaiseNothing() throws Exception {
        TestIdentity lost = add(practice, "bo@patient.example", 100);
        sameKey(lost, 300, 8);
        TestIdentity other = add(practice, "bo@patient.example", 20);
        TestIdentity di = add(practice, "di@patient.example", 100);
        sameKey(di, 10, 9);
        directory.revoke(practice, Fingerprint.of(lost.certificate()), "key lost", ADA);
        directory.revoke(practice, Fingerprint.of(di.certificate()), "key lost", ADA);
        sameKey(lost, 200, 10);

        alarms.raise();

        assertThat(alarmsOf(practice)).containsExactly("30 false");
        assertThat(alarms.soon(practice))
                .extracting(ExpiringCertificate::fingerprint)
                .containsExactly(Fingerprint.of(other.certificate()));
    }

    @Test
    void countsThemByLimit() throws Exception {
        alarms.look();
        double month = gauge("30");
        double days = gauge("3");

        add(practice, "bo@patient.example", 20);
        add(practice, "cy@patient.example", 2);
        alarms.look();

        assertThat(gauge("30") - month).isEqualTo(2);
        assertThat(gauge("3") - days).isEqualTo(1);
    }

    @Test
    void tellsOfAnAuthorityThatThePracticeTrustsAsOfACertificate() throws Exception {
        TestIdentity root = trust("CN=Root", 25);

        alarms.raise();
        alarms.raise();
        moveAnchor(root, 2);
        alarms.raise();

        assertThat(alarmsOf(practice)).containsExactly("30 false clinics", "3 false clinics");
        assertThat(alarms.anchorsSoon(practice))
                .extracting(ExpiringAnchor::fingerprint, ExpiringAnchor::subject, ExpiringAnchor::bundle)
                .containsExactly(tuple(Fingerprint.of(root.certificate()), "CN=Root", "clinics"));
        assertThat(alarms.soon(practice)).isEmpty();
    }

    @Test
    void saysWhenALaterAuthorityOfTheSameNameIsTrustedByThatPractice() throws Exception {
        PracticeId other = new PracticeId(practice.value() + "-other");
        trust("CN=Root", 10);
        trust("CN=Root", 400);
        authorities.addAnchors(other, authority("CN=Root", 10).pem(), "clinics", Optional.empty(), ADA);

        alarms.raise();

        assertThat(alarmsOf(practice)).containsExactly("14 true clinics");
        assertThat(alarmsOf(other)).containsExactly("14 false clinics");
        assertThat(alarms.anchorsSoon(practice)).isEmpty();
        assertThat(alarms.anchorsSoon(other)).hasSize(1);
    }

    @Test
    void tellsOfNoAuthorityThatIsNoLongerTrusted() throws Exception {
        trust("CN=Root", 10);
        alarms.raise();
        authorities.removeAnchors(practice, "clinics", ADA);

        alarms.raise();

        assertThat(alarmsOf(practice)).hasSize(1);
        assertThat(alarms.anchorsSoon(practice)).isEmpty();
    }

    @Test
    void countsAuthoritiesAsWell() throws Exception {
        alarms.look();
        double month = gauge("30");

        trust("CN=Root", 20);
        alarms.look();

        assertThat(gauge("30") - month).isEqualTo(1);
    }

    private TestIdentity trust(String name, int days) throws CertificateRefusedException {
        TestIdentity root = authority(name, days);
        authorities.addAnchors(practice, root.pem(), "clinics", Optional.empty(), ADA);
        return root;
    }

    private static TestIdentity authority(String name, int days) {
        Instant until = Instant.now().plus(Duration.ofDays(days));
        return TestCertificate.of(name)
                .valid(until.minus(Duration.ofDays(365)), until)
                .forAuthority()
                .issue();
    }

    private void moveAnchor(TestIdentity root, int days) throws Exception {
        move("trust_anchor", root, days);
    }

    private double gauge(String days) {
        return meters.get("sealpost.certificates.expiring")
                .tag("days", days)
                .gauge()
                .value();
    }

    private TestIdentity selfSigned(String address, int days, boolean pin) throws CertificateRefusedException {
        Instant until = Instant.now().plus(Duration.ofDays(days));
        TestIdentity identity = SampleCertificate.of("CN=Sample", until.minus(Duration.ofDays(365)), until)
                .extension(Extension.basicConstraints, true, new BasicConstraints(true))
                .addresses(address)
                .issue();
        certificates.importPem(practice, identity.pem(), pin, ADA);
        return identity;
    }

    /** Another certificate of the key. */
    private void sameKey(TestIdentity known, int days, long serial) throws CertificateRefusedException {
        Instant until = Instant.now().plus(Duration.ofDays(days));
        TestIdentity renewed = SampleCertificate.of("CN=Sample", until.minus(Duration.ofDays(365)), until)
                .keys(known.keys())
                .serial(serial)
                .addresses(CertificateAddresses.keys(known.certificate()).toArray(String[]::new))
                .issue();
        certificates.importPem(practice, renewed.pem(), true, ADA);
    }

    private TestIdentity add(PracticeId where, String address, int days) throws CertificateRefusedException {
        return add(where, KeyUsage.keyAgreement, address, days);
    }

    private TestIdentity add(PracticeId where, int usage, String address, int days) throws CertificateRefusedException {
        Instant until = Instant.now().plus(Duration.ofDays(days));
        TestIdentity identity = TestCertificate.of("CN=Sample", address)
                .keyUsage(usage)
                .valid(until.minus(Duration.ofDays(365)), until)
                .issue();
        certificates.importPem(where, identity.pem(), true, ADA);
        return identity;
    }

    /** As if time had passed. */
    private void move(TestIdentity identity, int days) throws Exception {
        move("certificate", identity, days);
    }

    private void move(String table, TestIdentity identity, int days) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE " + table
                        + " SET not_after = now() + make_interval(days => ?) WHERE fingerprint = ?")) {
            update.setInt(1, days);
            update.setString(2, Fingerprint.of(identity.certificate()).value());
            update.executeUpdate();
        }
    }

    /** Limit, whether a later one is on record, and the authority's bundle, of each event, in order. */
    private List<String> alarmsOf(PracticeId where) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT data ->> 'days', data ->> 'renewed', data ->> 'bundle' FROM audit_event"
                                + " WHERE practice = ? AND type = 'certificate.expiring' ORDER BY position")) {
            query.setString(1, where.value());
            List<String> all = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String bundle = rows.getString(3);
                    all.add(rows.getString(1) + " " + rows.getString(2) + (bundle == null ? "" : " " + bundle));
                }
            }
            return all;
        }
    }
}
