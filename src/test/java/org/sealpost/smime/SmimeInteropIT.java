package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Every kind of message that is written, with every foreign reader: the matrix of docs/smime.md, cell by cell. */
class SmimeInteropIT {

    private static final RawMessage MESSAGE = SmimeMessages.of("""
            From: ada@practice.example
            To: bo@patient.example
            Subject: Your potassium
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            Good morning. It is 6.2 mmol/l.
            -- the practice
            """);

    private static final Map<String, TestIdentity> IDENTITIES = new LinkedHashMap<>();

    private static final TestIdentity AUTHORITY = TestCertificate.of("CN=Interop authority")
            .key("RSA-2048")
            .forAuthority()
            .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
            .issue();

    @TempDir
    static Path folder;

    private static Map<String, ForeignReader> readers;

    @BeforeAll
    static void start() throws Exception {
        readers = Map.of(
                "openssl", new OpensslReader(folder), "gpgsm", new GpgsmReader(folder), "nss", new NssReader(folder));
    }

    @AfterAll
    static void stop() throws Exception {
        for (ForeignReader reader : readers.values()) {
            reader.close();
        }
    }

    static Stream<Arguments> cells() throws Exception {
        InteropMatrix matrix = InteropMatrix.read();
        List<Arguments> cells = new ArrayList<>();
        for (InteropMatrix.Row row : matrix.rows()) {
            row.reads().forEach((reader, reads) -> {
                if (!reader.equals("bouncycastle")) {
                    cells.add(Arguments.of(
                            row.written(), reader, reads, matrix.versions().get(reader), row));
                }
            });
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{1}: {0}, reads {2}")
    @MethodSource("cells")
    void isReadOrNotAsTheMatrixSays(String written, String name, boolean reads, String version, InteropMatrix.Row row)
            throws Exception {
        ForeignReader reader = readers.get(name);

        Optional<RawMessage> read = row.isEncrypted()
                ? reader.decrypt(encrypted(row), identity(row.key()))
                : reader.verify(signed(row), identity(row.key()), AUTHORITY);

        // What one version cannot read, another may.
        assumeTrue(reads || reader.version().equals(version));
        assertThat(read.isPresent()).as(written).isEqualTo(reads);
        read.ifPresent(message -> assertThat(SmimeMessages.body(row.isEncrypted() ? inner(message) : message))
                .isEqualTo(SmimeMessages.body(MESSAGE)));
    }

    /** What a reader takes out is signed once more where AES-256-CBC demands it. */
    private static RawMessage inner(RawMessage decrypted) {
        try {
            return decrypted.value("Content-Type").orElseThrow().contains("signed-data")
                    ? CmsReader.verify(decrypted, identity("P-256").certificate())
                    : decrypted;
        } catch (Exception fault) {
            throw new AssertionError(fault);
        }
    }

    private static RawMessage encrypted(InteropMatrix.Row row) throws SmimeException {
        EncryptionCapabilities capabilities = EncryptionCapabilities.parse(row.rest());
        EncryptionOptions options = capabilities.contentEncryption() == ContentEncryption.AES_256_CBC
                ? EncryptionOptions.DEFAULT.signedBy(signer("P-256"))
                : EncryptionOptions.DEFAULT;
        return new SmimeEncryptor()
                .encrypt(MESSAGE, List.of(new SmimeRecipient(identity(row.key()).certificate(), capabilities)), options)
                .message();
    }

    private static RawMessage signed(InteropMatrix.Row row) throws SmimeException {
        SmimeSigner signer = signer(row.key());
        return row.rest().equals("clear") ? signer.signClear(MESSAGE) : signer.signOpaque(MESSAGE);
    }

    private static SmimeSigner signer(String kind) throws SmimeException {
        TestIdentity identity = identity(kind);
        return new SmimeSigner(
                new SmimeIdentity(
                        identity.certificate(), List.of(AUTHORITY.certificate()), identity.key(), Optional.empty()),
                Optional.of(identity("RSA-2048").certificate()),
                Clock.systemUTC());
    }

    private static TestIdentity identity(String kind) {
        return IDENTITIES.computeIfAbsent(
                kind,
                one -> TestCertificate.of("CN=Interop " + one, "ada@practice.example")
                        .key(one)
                        .by(AUTHORITY)
                        .keyUsage(usage(one))
                        .purposes(KeyPurposeId.id_kp_emailProtection)
                        .issue());
    }

    private static int usage(String kind) {
        return switch (kind) {
            case "RSA-2048" -> KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
            case "P-256", "P-384" -> KeyUsage.digitalSignature | KeyUsage.keyAgreement;
            case "X25519" -> KeyUsage.keyAgreement;
            case "ML-KEM-768", "ML-KEM-1024" -> KeyUsage.keyEncipherment;
            default -> KeyUsage.digitalSignature;
        };
    }
}
