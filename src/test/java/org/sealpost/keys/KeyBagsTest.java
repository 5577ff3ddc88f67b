package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.sealpost.cryptography.Cryptography;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Keys of one name in a PKCS#12 file (RFC 2985 section 5.5.1), as programs write a person's former and renewed ones. */
class KeyBagsTest {

    private static final char[] PASSWORD = "a longer secret".toCharArray();

    private final TestIdentity former =
            TestCertificate.of("CN=Ada", "ada@practice.example").key("P-256").issue();
    private final TestIdentity renewed =
            TestCertificate.of("CN=Ada", "ada@practice.example").key("P-384").issue();

    @Test
    void twoKeysOfOneNameAreBothThereInWhicheverOrder() throws Exception {
        for (List<TestIdentity> order : List.of(List.of(former, renewed), List.of(renewed, former))) {
            byte[] file = file(named("Ada", order.getFirst(), 1), named("ADA", order.getLast(), 2));

            assertThat(Pkcs12File.read(file, PASSWORD))
                    .extracting(entry -> entry.chain().getFirst(), Pkcs12File.Entry::key)
                    .containsExactlyInAnyOrder(
                            tuple(former.certificate(), former.key()), tuple(renewed.certificate(), renewed.key()));
        }
    }

    @Test
    void aKeyThatIsInTheFileTwiceIsOne() throws Exception {
        byte[] file = file(named("Ada", former, 1), named("Ada", former, 1));

        assertThat(Pkcs12File.read(file, PASSWORD)).hasSize(1);
    }

    @Test
    void aFileWithAKeyThatNamesNoCertificateIsRefusedAsAWhole() throws Exception {
        List<PKCS12SafeBag> alone = List.of(key(renewed).build());

        assertThatThrownBy(() -> Pkcs12File.read(file(named("Ada", former, 1), alone), PASSWORD))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("which certificate is its own");
        assertThatThrownBy(() -> Pkcs12File.read(file(alone, named("Ada", former, 1)), PASSWORD))
                .isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void aFileOfTwoKeysOpensWithItsPasswordOnly() {
        assertThatThrownBy(() -> Pkcs12File.read(
                        file(named("Ada", former, 1), named("Ada", renewed, 2)), "another secret".toCharArray()))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("does not open");
    }

    /** A key and its certificate. */
    private static List<PKCS12SafeBag> named(String name, TestIdentity one, int id) throws Exception {
        List<PKCS12SafeBag> bags = new ArrayList<>();
        for (PKCS12SafeBagBuilder bag : List.of(new JcaPKCS12SafeBagBuilder(one.certificate()), key(one))) {
            bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(name));
            bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DEROctetString(new byte[] {(byte) id}));
            bags.add(bag.build());
        }
        return bags;
    }

    private static PKCS12SafeBagBuilder key(TestIdentity one) throws Exception {
        return new JcaPKCS12SafeBagBuilder(
                one.key(),
                new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                        .setProvider(Cryptography.provider())
                        .build(PASSWORD));
    }

    @SafeVarargs
    private static byte[] file(List<PKCS12SafeBag>... contents) throws Exception {
        PKCS12PfxPduBuilder file = new PKCS12PfxPduBuilder();
        for (List<PKCS12SafeBag> bags : contents) {
            for (PKCS12SafeBag bag : bags) {
                file.addData(bag);
            }
        }
        return file.build(
                        new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256)
                                .setProvider(Cryptography.provider()),
                        PASSWORD)
                .getEncoded();
    }
}
