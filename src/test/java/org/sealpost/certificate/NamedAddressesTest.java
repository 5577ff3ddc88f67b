package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestCertificate;

/** What an import says of the addresses in a certificate. */
class NamedAddressesTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void countsAlternativesAndPassesOverTheSubjectBesideThem() {
        NamedAddresses named = named(
                false,
                TestCertificate.of("CN=Bo,E=Bo@Patient.example+OU=x,E=old@patient.example", "bo@patient.example")
                        .issue()
                        .certificate());

        assertThat(named.counting()).containsExactly("bo@patient.example");
        assertThat(named.passedOver())
                .containsExactly(new PassedOverAddress("old@patient.example", NamedAddresses.BESIDE));
    }

    @Test
    void noPinMakesTheSubjectCountBesideAlternatives() {
        NamedAddresses named = named(
                true,
                TestCertificate.of("CN=Bo,E=old@patient.example", "bo@patient.example")
                        .issue()
                        .certificate());

        assertThat(named.counting()).containsExactly("bo@patient.example");
        assertThat(named.passedOver()).hasSize(1);
    }

    @Test
    void countsTheSubjectOfACertificateWithoutAlternativesOnceItIsPinned() {
        X509Certificate certificate =
                TestCertificate.of("CN=Bo,E=bo@patient.example").issue().certificate();

        assertThat(named(false, certificate).counting()).isEmpty();
        assertThat(named(false, certificate).passedOver())
                .containsExactly(new PassedOverAddress("bo@patient.example", NamedAddresses.UNPINNED));
        assertThat(named(true, certificate)).isEqualTo(new NamedAddresses(List.of("bo@patient.example"), List.of()));
    }

    @Test
    void saysOfWhatIsNoMailboxThatItIsNone() {
        NamedAddresses named = named(
                true,
                TestCertificate.of("CN=Bo,E=nobody", "a@b@patient.example", "bo@patient.example")
                        .issue()
                        .certificate());

        assertThat(named.counting()).containsExactly("bo@patient.example");
        assertThat(named.passedOver())
                .containsExactly(
                        new PassedOverAddress("a@b@patient.example", NamedAddresses.NO_MAILBOX),
                        new PassedOverAddress("nobody", NamedAddresses.NO_MAILBOX));
    }

    /** RFC 5280 section 4.2.1.6: an IA5String. Read as ASCII, different octets become the same address. */
    @Test
    void passesOverAnAddressWithOctetsBeyondAscii() {
        NamedAddresses named = named(
                true,
                TestCertificate.of(
                                "CN=Bo",
                                "vict\u00efm@partner.example",
                                "vict\u00eem@partner.example",
                                "bo@b\u00fccher.example",
                                "bo@patient.example")
                        .issue()
                        .certificate());

        assertThat(named.counting()).containsExactly("bo@patient.example");
        assertThat(named.passedOver())
                .containsExactly(
                        new PassedOverAddress("vict\ufffdm@partner.example", NamedAddresses.BEYOND_ASCII),
                        new PassedOverAddress("bo@b\ufffdcher.example", NamedAddresses.BEYOND_ASCII));
    }

    @Test
    void passesOverTheSubjectsAddressBeyondAsciiThoughItIsPinned() {
        NamedAddresses named = named(
                true,
                TestCertificate.of("CN=Bo,E=b\u00f6@patient.example").issue().certificate());

        assertThat(named.counting()).isEmpty();
        assertThat(named.passedOver())
                .extracting(PassedOverAddress::reason)
                .containsExactly(NamedAddresses.BEYOND_ASCII);
    }

    /** RFC 9598. */
    @Test
    void saysThatAnInternationalMailboxIsNotRead() {
        ASN1EncodableVector other = new ASN1EncodableVector();
        other.add(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9"));
        other.add(new DERTaggedObject(true, 0, new DERUTF8String("b\u00f6@patient.example\u0007")));
        ASN1Encodable names = new DERSequence(new DERTaggedObject(false, 0, new DERSequence(other)));
        X509Certificate certificate = SampleCertificate.of("CN=B\u00f6", BEGIN, BEGIN.plusSeconds(60))
                .extension(Extension.subjectAlternativeName, false, names)
                .issue()
                .certificate();

        assertThat(named(true, certificate))
                .isEqualTo(new NamedAddresses(
                        List.of(),
                        List.of(new PassedOverAddress("b\u00f6@patient.example?", NamedAddresses.INTERNATIONAL))));
    }

    private static NamedAddresses named(boolean pinned, X509Certificate certificate) {
        return NamedAddresses.of(new HeldCertificate(certificate, pinned, Optional.empty()));
    }
}
