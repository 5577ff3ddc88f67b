package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.BERTaggedObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Messages that {@code openssl cms -sign} (3.0) made, one of them with what {@code -nodetach} packs as its signature; and the
 * first in BER of indefinite length, as mail programs write it.
 */
class DetachedSignatureTest {

    @TestFactory
    Stream<DynamicTest> aMessageThatIsSignedInTheClearIsReadWhole() throws IOException {
        String message = message("detached.eml");
        return Stream.of(message, with(message, indefinite(signature(message))))
                .map(signed -> DynamicTest.dynamicTest("in " + signed.length() + " octets", () -> {
                    Findings findings = InspectorTest.inspect(signed);
                    assertThat(findings.uninspectable()).isEmpty();
                    assertThat(findings.attachments())
                            .extracting(AttachmentView::fileName)
                            .containsExactly("smime.p7s");
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatElseStandsThereIsUnread() throws IOException {
        String message = message("detached.eml");
        return Stream.of(
                        message("packed.eml"),
                        message.replace("multipart/signed", "multipart/mixed"),
                        message.replace("application/pkcs7-signature", "application/octet-stream"),
                        with(message, plus(signature(message), 0)),
                        with(message, plus(signature(message), 99_999)),
                        with(message, Arrays.copyOf(signature(message), 300)),
                        with(message, "\u00fa\u0001".repeat(99).getBytes(StandardCharsets.ISO_8859_1)))
                .map(other -> DynamicTest.dynamicTest(
                        other.substring(0, 200),
                        () -> assertThat(InspectorTest.inspect(other).uninspectable())
                                .extracting(Uninspectable::reason)
                                .containsExactly(UninspectableReason.ATTACHMENT_NOT_READ)));
    }

    @Test
    void noPartOfASignatureIsOneAndNoneThrows() throws IOException {
        byte[] detached = signature(message("detached.eml"));
        for (byte[] signature : new byte[][] {detached, indefinite(detached)}) {
            assertThat(DetachedSignature.is(signature)).isTrue();
            for (int length = 0; length < signature.length; length++) {
                assertThat(DetachedSignature.is(Arrays.copyOf(signature, length)))
                        .isFalse();
                byte[] other = signature.clone();
                other[length] ^= (byte) 0x80;
                DetachedSignature.is(other);
            }
        }
    }

    private static byte[] indefinite(byte[] definite) throws IOException {
        ASN1Sequence info = ASN1Sequence.getInstance(definite);
        ASN1Sequence data = ASN1Sequence.getInstance(ASN1TaggedObject.getInstance(info.getObjectAt(1)), true);
        ASN1Encodable[] elements = data.toArray();
        elements[2] = new BERSequence(ASN1Sequence.getInstance(elements[2]).toArray());
        elements[4] = new BERSet(ASN1Set.getInstance(elements[4]).toArray());
        ASN1Encodable content = new BERTaggedObject(true, 0, new BERSequence(elements));
        return new BERSequence(new ASN1Encodable[] {info.getObjectAt(0), content}).getEncoded(ASN1Encoding.BER);
    }

    private static byte[] signature(String message) {
        int from = message.indexOf("\n\n", message.indexOf("smime.p7s\"\n")) + 2;
        return Base64.getMimeDecoder().decode(message.substring(from, message.indexOf("\n--", from)));
    }

    private static String with(String message, byte[] octets) {
        int from = message.indexOf("\n\n", message.indexOf("smime.p7s\"\n")) + 2;
        return message.substring(0, from)
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets)
                + message.substring(message.indexOf("\n--", from));
    }

    /** The same with octets behind it. */
    private static byte[] plus(byte[] octets, int zeros) {
        byte[] more = Arrays.copyOf(octets, octets.length + zeros + 1);
        more[more.length - 1] = 1;
        return more;
    }

    private static String message(String name) {
        try (InputStream in = DetachedSignatureTest.class.getResourceAsStream("signatures/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
