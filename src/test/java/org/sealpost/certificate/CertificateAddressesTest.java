package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sealpost.mail.Mailbox;
import org.sealpost.testing.TestCertificate;

/** For whom a certificate is (RFC 8550 section 3). */
class CertificateAddressesTest {

    @Test
    void readsAlternativesAndTheSubjectEachOnceInLowerCase() {
        assertThat(CertificateAddresses.keys(TestCertificate.of(
                                "CN=Bo,E=Bo@Patient.example+OU=x,E=second@patient.example",
                                "bo@patient.example",
                                "B@x.example")
                        .issue()
                        .certificate()))
                .containsExactly("bo@patient.example", "b@x.example", "second@patient.example");
    }

    @Test
    void passesOverNamesThatAreNoMailboxes() {
        assertThat(CertificateAddresses.keys(TestCertificate.of(
                                "CN=bo@patient.example,E=nobody",
                                "patient.example",
                                "a@b@patient.example",
                                "x%y@z.example")
                        .issue()
                        .certificate()))
                .isEmpty();
    }

    /** RFC 5280 section 4.2.1.6: an rfc822Name is an IA5String. */
    @Test
    void passesOverNamesWithOctetsBeyondAscii() {
        assertThat(CertificateAddresses.keys(
                        TestCertificate.of("CN=Bo,E=b\u00f6@patient.example", "vict\u00efm@partner.example")
                                .issue()
                                .certificate()))
                .isEmpty();
    }

    @Test
    void comparesInternationalDomainsAsCertificatesHaveThemRfc5280Section75() throws Exception {
        assertThat(CertificateAddresses.key(Mailbox.parse("Bo@b\u00fccher.example")))
                .isEqualTo("bo@xn--bcher-kva.example");
    }
}
