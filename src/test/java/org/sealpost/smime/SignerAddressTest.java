package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.Mailbox;
import org.sealpost.testing.TestCertificate;

/** Whether a certificate names whoever a message is from. */
class SignerAddressTest {

    @Test
    void namesAMailboxInAnyCase() throws Exception {
        assertThat(SignerAddress.names(of("CN=Bo", "Bo@Patient.example"), Mailbox.parse("bo@patient.example")))
                .isTrue();
    }

    /** RFC 5280 section 4.2.1.6: read as ASCII, different octets become the same address. */
    @Test
    void namesNobodyByOctetsBeyondAscii() throws Exception {
        X509Certificate alternative = of("CN=Bo", "vict\u00efm@partner.example");
        X509Certificate subject = of("CN=Bo,E=vict\u00efm@partner.example");

        assertThat(SignerAddress.names(alternative, Mailbox.parse("vict\ufffdm@partner.example")))
                .isFalse();
        assertThat(SignerAddress.names(subject, Mailbox.parse("vict\u00efm@partner.example")))
                .isFalse();
    }

    /** X.501 section 9.3: a part of a name may have several values, which DER puts in an order of its own. */
    @Test
    void namesTheEmailAddressOfASubjectWhateverItStandsBeside() throws Exception {
        Mailbox cy = Mailbox.parse("cy@clinic.example");

        assertThat(SignerAddress.names(of("CN=Cy+E=cy@clinic.example"), cy)).isTrue();
        assertThat(SignerAddress.names(of("E=cy@clinic.example+CN=Cy,O=Clinic"), cy))
                .isTrue();
        assertThat(SignerAddress.names(of("CN=cy@clinic.example+E=eve@evil.example"), cy))
                .isFalse();
        assertThat(SignerAddress.names(of("CN=Cy", "eve@evil.example"), cy)).isFalse();
    }

    private static X509Certificate of(String subject, String... addresses) {
        return TestCertificate.of(subject, addresses).issue().certificate();
    }
}
