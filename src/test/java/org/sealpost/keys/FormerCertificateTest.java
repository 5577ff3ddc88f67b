package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.AwayKey;
import org.sealpost.smime.SmimeEncryptor;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.smime.SmimeReader;
import org.sealpost.smime.SmimeReading;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Certificates of one key, one after the other: correspondents hold each until it ends. */
class FormerCertificateTest {

    private static final RawMessage MESSAGE = RawMessage.of("""
            From: lab@lab.example\r
            To: office@practice.example\r
            Subject: a result\r
            \r
            Hello.\r
            """.getBytes(StandardCharsets.US_ASCII));

    private final TestIdentity first = issue();
    private final TestIdentity renewed = issue();

    @Test
    void mailForTheFormerCertificateOfARenewedKeyIsDecrypted() throws Exception {
        KeyRow row = certified(first, renewed);
        List<SmimeIdentity> identities =
                inUse(row, renewed.smime()).decrypting().toList();

        for (TestIdentity one : List.of(first, renewed)) {
            RawMessage encrypted = new SmimeEncryptor().encrypt(MESSAGE, List.of(one.certificate()));
            assertThat(new SmimeReader(false).read(encrypted, identities))
                    .isInstanceOfSatisfying(
                            SmimeReading.Read.class,
                            read -> assertThat(read.decryption().orElseThrow().certificate())
                                    .isEqualTo(one.certificate()));
        }
    }

    @Test
    void everyCertificateIsKeptOnceTheNewestFirst() {
        KeyRow row = certified(first, renewed, renewed);
        assertThat(row.certificate()).contains(renewed.certificate());
        assertThat(row.formerCertificates()).containsExactly(first.certificate());

        TestIdentity third = issue();
        row.certify(List.of(third.certificate()), Instant.now());
        assertThat(row.formerCertificates()).containsExactly(renewed.certificate(), first.certificate());

        row.certify(List.of(first.certificate()), Instant.now());
        assertThat(row.certificate()).contains(first.certificate());
        assertThat(row.formerCertificates()).containsExactly(third.certificate(), renewed.certificate());
    }

    @Test
    void aKeyWithOneCertificateHasNoFormerOne() {
        assertThat(certified(first).formerCertificates).isNull();
        assertThat(new KeyRow().formerCertificates()).isEmpty();
    }

    /** Whatever the key may do by one of its certificates, it may not by another that does not say so. */
    @Test
    void onlyTheCertificatesThatLetItDecryptDo() {
        X509Certificate signing = TestCertificate.of("CN=Office", "office@practice.example")
                .key("RSA-2048")
                .keyUsage(KeyUsage.digitalSignature)
                .issue()
                .certificate();
        KeyRow row = certified(first, renewed);
        row.certify(List.of(signing), Instant.now());
        SmimeIdentity newest = new SmimeIdentity(signing, List.of(), first.key(), Optional.empty());

        assertThat(inUse(row, newest).decrypting())
                .extracting(SmimeIdentity::certificate)
                .containsExactly(renewed.certificate(), first.certificate());
    }

    /** What is for a key that is away waits, whichever of its certificates the envelope names. */
    @Test
    void theFormerCertificatesOfAKeyThatIsAwayAreAwayToo() {
        SmimeIdentity away = new SmimeIdentity(renewed.certificate(), List.of(), new AwayKey(), Optional.empty());

        assertThat(inUse(certified(first, renewed), away).decrypting())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.key()).isInstanceOf(AwayKey.class));
    }

    /** Of the same key each time, with another serial number. */
    private static TestIdentity issue() {
        return TestCertificate.of("CN=Office", "office@practice.example")
                .key("RSA-2048")
                .issue();
    }

    private static KeyRow certified(TestIdentity... certificates) {
        KeyRow row = new KeyRow();
        for (TestIdentity one : certificates) {
            row.certify(List.of(one.certificate()), Instant.now());
        }
        return row;
    }

    private static KeyInUse inUse(KeyRow row, SmimeIdentity identity) {
        return new KeyInUse(
                UUID.randomUUID(),
                new KeyOwner("office@practice.example"),
                identity,
                row.formerCertificates(),
                Instant.now(),
                Optional.empty(),
                Optional.empty());
    }
}
