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

    private static X509Certificate of(String subject, String... addresses) {
        return TestCertificate.of(subject, addresses).issue().certificate();
    }
}
