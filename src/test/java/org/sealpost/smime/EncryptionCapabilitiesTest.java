package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionCapabilitiesTest {

    private static final String OAEP = "1.2.840.113549.1.1.7";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                       | aes-256-gcm rsa-oaep rfc9788
                    aes-256-cbc                              | aes-256-cbc rsa-oaep rfc9788
                    rsa-pkcs1                                | aes-256-gcm rsa-pkcs1 rfc9788
                    legacy-display                           | aes-256-gcm rsa-oaep legacy-display
                    message-rfc822, RSA-PKCS1,   AES-256-CBC | aes-256-cbc rsa-pkcs1 message-rfc822
                    """)
    void readsWordsInAnyOrderAndWritesThemAll(String text, String all) {
        EncryptionCapabilities capabilities = EncryptionCapabilities.parse(text);

        assertThat(capabilities).hasToString(all);
        assertThat(EncryptionCapabilities.parse(all)).isEqualTo(capabilities);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes-128-cbc", "3des", "aes-256-gcm aes-256-cbc", "rfc9788 legacy-display", "rsa"})
    void refusesWordsThatAreNoneOrOneTooMany(String text) {
        assertThatThrownBy(() -> EncryptionCapabilities.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no encryption capability");
    }

    /** What mail programs announce, the numbers in the order of RFC 8551 section 2.5.2. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    AES-256-GCM and OAEP, as RFC 8551 asks            | 2.16.840.1.101.3.4.1.46 1.2.840.113549.1.1.7    | aes-256-gcm rsa-oaep
                    AES-256-GCM alone: S/MIME 4.0, so OAEP            | 2.16.840.1.101.3.4.1.46                         | aes-256-gcm rsa-oaep
                    AES-256-GCM, PKCS #1 v1.5 by name                 | 2.16.840.1.101.3.4.1.46 1.2.840.113549.1.1.1    | aes-256-gcm rsa-pkcs1
                    AES-128-GCM only: AES-256-CBC is safe with all    | 2.16.840.1.101.3.4.1.6 2.16.840.1.101.3.4.1.42  | aes-256-cbc rsa-oaep
                    AES-CBC and 3DES, as Thunderbird does             | 2.16.840.1.101.3.4.1.42 2.16.840.1.101.3.4.1.2 1.2.840.113549.3.7 | aes-256-cbc rsa-pkcs1
                    AES-CBC and OAEP                                  | 2.16.840.1.101.3.4.1.42 1.2.840.113549.1.1.7    | aes-256-cbc rsa-oaep
                    3DES only, which is never written                 | 1.2.840.113549.3.7                              | aes-256-cbc rsa-pkcs1
                    nothing                                           | ''                                              | aes-256-cbc rsa-pkcs1
                    """)
    void takesTheStrongestThatIsAnnounced(String who, String oids, String capabilities) throws Exception {
        assertThat(EncryptionCapabilities.announced(announcement(oids)))
                .isEqualTo(EncryptionCapabilities.parse(capabilities));
    }

    @Test
    void countsOaepWithSha1OnlyAsNoneBecauseItIsNeverWritten() throws Exception {
        byte[] sha1 = sequence(List.of(capability(OAEP, new RSAESOAEPparams())));
        byte[] maskSha1 = sequence(List.of(capability(
                OAEP,
                new RSAESOAEPparams(
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256),
                        RSAESOAEPparams.DEFAULT_MASK_GEN_FUNCTION,
                        RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM))));
        byte[] sha256 = sequence(List.of(capability(OAEP, RsaRecipient.OAEP_SHA_256.getParameters())));

        assertThat(EncryptionCapabilities.announced(sha1).keyTransport()).isEqualTo(KeyTransport.RSA_PKCS1);
        assertThat(EncryptionCapabilities.announced(maskSha1).keyTransport())
                .as("in MGF1 only")
                .isEqualTo(KeyTransport.RSA_PKCS1);
        assertThat(EncryptionCapabilities.announced(sha256).keyTransport()).isEqualTo(KeyTransport.RSA_OAEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "0500", "3003020101", "30053003020101", "ff"})
    void refusesWhatIsNoAnnouncement(String hex) {
        byte[] octets = java.util.HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> EncryptionCapabilities.announced(octets))
                .isInstanceOf(SmimeException.class)
                .hasMessage("The capabilities that a signature announces are malformed.");
    }

    @ParameterizedTest
    @CsvSource({
        "rfc9788, rfc9788, RFC_9788",
        "rfc9788, legacy-display, LEGACY_DISPLAY",
        "message-rfc822, message-rfc822, WRAPPED",
        "message-rfc822, rfc9788, LEGACY_DISPLAY"
    })
    void choosesOneHeaderFormForAllRecipientsOfAMessage(String one, String other, HeaderForm expected) {
        assertThat(EncryptionCapabilities.headerFormFor(List.of(recipient(one), recipient(other))))
                .isEqualTo(expected);
        assertThat(EncryptionCapabilities.headerFormFor(List.of(recipient(other), recipient(one))))
                .isEqualTo(expected);
    }

    @Test
    void choosesTheWeakestContentEncryptionOfAllRecipients() {
        assertThat(EncryptionCapabilities.contentEncryptionFor(List.of(recipient(""), recipient("aes-256-cbc"))))
                .isEqualTo(ContentEncryption.AES_256_CBC);
        assertThat(EncryptionCapabilities.contentEncryptionFor(List.of(recipient(""), recipient(""))))
                .isEqualTo(ContentEncryption.AES_256_GCM);
    }

    private static SmimeRecipient recipient(String capabilities) {
        return new SmimeRecipient(
                org.sealpost.testing.TestCertificate.of("CN=Bo").issue().certificate(),
                EncryptionCapabilities.parse(capabilities));
    }

    private static byte[] announcement(String oids) throws Exception {
        List<DERSequence> capabilities = new ArrayList<>();
        for (String oid : oids.isEmpty() ? new String[0] : oids.split(" ", -1)) {
            capabilities.add(new DERSequence(new ASN1ObjectIdentifier(oid)));
        }
        return sequence(capabilities);
    }

    private static DERSequence capability(String oid, ASN1Encodable parameters) {
        ASN1EncodableVector both = new ASN1EncodableVector();
        both.add(new ASN1ObjectIdentifier(oid));
        both.add(parameters);
        return new DERSequence(both);
    }

    private static byte[] sequence(List<DERSequence> capabilities) throws Exception {
        return new DERSequence(capabilities.toArray(ASN1Encodable[]::new)).getEncoded();
    }
}
