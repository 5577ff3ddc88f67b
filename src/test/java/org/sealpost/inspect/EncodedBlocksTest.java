package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EncodedBlocksTest {

    private static final String SECRET =
            "Dana Whitfield, MRN 00482913, born 03/14/1962, was diagnosed with type 2 diabetes"
                    + " and takes metformin 500 mg twice daily.";

    @Test
    void readsBase64ThatWasPastedIntoAText() {
        Findings findings = InspectorTest.inspect("Subject: x\n\nSee below.\n\n" + mime(SECRET) + "\n\nBest\n");

        assertThat(findings.counts()).containsKeys(PhiKind.MEDICAL_RECORD_NUMBER, PhiKind.DATE_OF_BIRTH, PhiKind.DRUG);
        assertThat(findings.uninspectable()).isEmpty();
    }

    @Test
    void readsBase64InAQuotedReply() {
        String quoted = mime(SECRET).replace("\n", "\n> ");

        assertThat(InspectorTest.inspect("Subject: x\n\n> " + quoted + "\n").tellsOfSomeonesHealth())
                .isTrue();
    }

    @Test
    void reportsWhatIsEncodedTwice() {
        Findings findings = InspectorTest.inspect("Subject: x\n\n" + mime(mime(SECRET)) + "\n");

        assertThat(findings.uninspectable())
                .extracting(Uninspectable::reason)
                .containsExactly(UninspectableReason.HIDDEN_CONTENT);
    }

    @Test
    void takesASignatureForWhatItIs() {
        byte[] signature = new byte[256];
        for (int i = 0; i < signature.length; i++) {
            signature[i] = (byte) (i * 37);
        }
        // The tag of a signature packet (RFC 9580 section 4.2).
        signature[0] = (byte) 0x89;
        String armour = "-----BEGIN PGP SIGNATURE-----\n\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(signature)
                + "\n=abcd\n-----END PGP SIGNATURE-----\n";

        assertThat(InspectorTest.inspect("Subject: x\n\n" + armour).uninspectable())
                .isEmpty();
    }

    /** A line of armour is checked, not believed. */
    @Test
    void reportsWhatOnlyCallsItselfACertificate() {
        byte[] archive = new byte[256];
        for (int i = 0; i < archive.length; i++) {
            archive[i] = (byte) (i * 37);
        }
        archive[0] = 'P';
        archive[1] = 'K';
        String armour = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(archive)
                + "\n-----END CERTIFICATE-----\n";

        assertThat(InspectorTest.inspect("Subject: x\n\n" + armour).uninspectable())
                .extracting(Uninspectable::reason)
                .containsExactly(UninspectableReason.HIDDEN_CONTENT);
    }

    /** However it begins: most of a file is decided by its first octets, this one is not. */
    @Test
    void reportsAFileThatBeginsLikeAText() {
        byte[] file = new byte[8_000];
        Arrays.fill(file, (byte) 'a');
        file[7_000] = 1;

        assertThat(InspectorTest.inspect("Subject: x\n\n"
                                + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(file))
                        .uninspectable())
                .extracting(Uninspectable::reason)
                .containsExactly(UninspectableReason.HIDDEN_CONTENT);
    }

    /** As other programs hand documents on: in one line, with something before it. */
    @TestFactory
    Stream<DynamicTest> reportsAFileWithinALine() {
        String pdf = Base64.getEncoder().encodeToString(Documents.pdf("Opening hours"));
        String picture = Base64.getEncoder()
                .encodeToString(
                        ("\u00ff\u00d8\u00ff\u00e0" + "\u00fa\u00ce".repeat(99)).getBytes(StandardCharsets.ISO_8859_1));
        String fax = Base64.getEncoder()
                .encodeToString(("II*\0" + "\u00fa\u00ce".repeat(99)).getBytes(StandardCharsets.ISO_8859_1));
        return Stream.of(
                        "{\"resourceType\":\"Binary\",\"contentType\":\"application/pdf\",\"data\":\"" + pdf + "\"}",
                        "{\"data\":\"" + pdf.replace("/", "\\/") + "\"}",
                        "{\"data\":\"" + pdf.replaceAll("(.{76})", "$1\\\\r\\\\n") + "\"}",
                        "OBX|1|ED|11502-2^Report^LN||^application^pdf^Base64^" + pdf + "||||||F",
                        "<text mediaType=\"application/pdf\" representation=\"B64\">" + pdf + "</text>",
                        "PHOTO;JPEG;BASE64:" + picture,
                        "PHOTO;JPEG;BASE64:" + picture.substring(0, 40),
                        "OBX|1|ED|||^image^tiff^Base64^" + fax,
                        "name=letter&data=" + pdf,
                        "archive: " + Base64.getEncoder().encodeToString(Documents.zip("a", new byte[99])))
                .map(line -> DynamicTest.dynamicTest(
                        line.substring(0, 40),
                        () -> assertThat(InspectorTest.inspect("Subject: x\n\nSee below.\n" + line + "\n")
                                        .uninspectable())
                                .extracting(Uninspectable::reason)
                                .containsExactly(UninspectableReason.HIDDEN_CONTENT)));
    }

    /** Thousands of them: random octets begin like a file of a known kind once in millions. */
    @Test
    void tokensAndDigestsAreNoFiles() {
        Random random = new Random(7);
        byte[] token = new byte[120];
        StringBuilder links = new StringBuilder("Subject: x\n\n");
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(token);
            links.append("https://a.example/?token=")
                    .append(Base64.getEncoder().encodeToString(token))
                    .append(" .\n");
        }
        assertThat(InspectorTest.inspect(links.toString()).uninspectable()).isEmpty();
    }

    @Test
    void leavesWordsAndNumbersAlone() {
        assertThat(EncodedBlocks.of("a".repeat(500) + "\n" + "1".repeat(500) + "\n" + "-".repeat(500)))
                .isEmpty();
    }

    private static String mime(String text) {
        return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
