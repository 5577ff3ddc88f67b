package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.smime.SMIMECapabilityVector;
import org.bouncycastle.cms.CMSAlgorithm;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.cryptography.Cryptography;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** A message of 50 MB in a JVM with 200 MB of heap: one copy of it and its encoding, and no third. */
class SmimeMemoryIT {

    private static final int MESSAGE = 50 * 1024 * 1024;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "aes-256-gcm, false, UseParallelGC",
        "aes-256-gcm, false, UseG1GC",
        "aes-256-gcm legacy-display, false, UseG1GC",
        "aes-256-gcm message-rfc822, false, UseG1GC",
        "aes-256-gcm, true, UseG1GC",
        "aes-256-cbc, true, UseG1GC",
        "clear, true, UseParallelGC",
        "opaque, true, UseParallelGC"
    })
    void protects50MegabytesWith200OfHeap(String what, boolean signed, String collector) throws Exception {
        ForeignReader.Run run = ForeignReader.run(
                folder,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-XX:+" + collector,
                        "-cp",
                        classPath(),
                        SmimeMemoryIT.class.getName(),
                        what,
                        String.valueOf(signed)));

        assertThat(run.output()).contains("protected");
        assertThat(run.exit()).isZero();
    }

    /** Where the classes of the small JVM are from. */
    private static String classPath() {
        return Stream.of(
                        SmimeMemoryIT.class,
                        SmimeEncryptor.class,
                        Cryptography.provider().getClass(),
                        CMSAlgorithm.class,
                        SMIMECapabilityVector.class,
                        MimeUtility.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toAbsolutePath())
                .distinct()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What the small JVM does. */
    public static void main(String[] arguments) throws Exception {
        TestIdentity bo = TestCertificate.of("CN=Bo", "bo@patient.example").issue();
        SmimeSigner signer =
                new SmimeSigner(new SmimeIdentity(bo.certificate(), List.of(), bo.key(), Optional.empty()));
        RawMessage message = message();
        long size = switch (arguments[0]) {
            case "clear" -> signer.signClear(message).size();
            case "opaque" -> signer.signOpaque(message).size();
            default -> {
                EncryptionOptions options = EncryptionOptions.DEFAULT;
                yield new SmimeEncryptor()
                        .encrypt(
                                message,
                                List.of(new SmimeRecipient(
                                        bo.certificate(), EncryptionCapabilities.parse(arguments[0]))),
                                Boolean.parseBoolean(arguments[1]) ? options.signedBy(signer) : options)
                        .message()
                        .size();
            }
        };
        System.out.println("protected " + message.size() + " as " + size);
    }

    /** An attachment in base64, in an array of its own size. */
    private static RawMessage message() {
        byte[] octets = new byte[MESSAGE];
        Arrays.fill(octets, (byte) 'A');
        for (int at = 78; at < octets.length; at += 78) {
            octets[at - 2] = '\r';
            octets[at - 1] = '\n';
        }
        byte[] header = ("Subject: An attachment\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + "--b\r\n\r\nText.\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, octets, 0, header.length);
        return RawMessage.of(octets);
    }
}
