package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * The corpus of bad certificates: each file is refused for the reason that stands in {@code cases.txt}, and the good ones
 * among them are used, by the code that chooses for a message. Revocation is answered out of the same folder.
 */
class CorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/org/sealpost/certificate/corpus");
    private static final PracticeId PRACTICE = new PracticeId("sample");

    /** The bound for one hostile certificate, with the JDK's warming up. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    static Stream<Arguments> cases() throws IOException {
        return Files.readAllLines(CORPUS.resolve("cases.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\|", 2))
                .map(row -> arguments(row[0].strip(), row[1].strip()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void saysOfEachWhyItIsNotUsed(String name, String expected) {
        assertThat(assertTimeoutPreemptively(LIMIT, () -> verdict(CORPUS.resolve(name + ".der"))))
                .isEqualTo(expected);
    }

    @Test
    void everyFileOfTheCorpusIsACase() throws IOException {
        Set<String> expected =
                cases().map(row -> String.valueOf(row.get()[0])).collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(CORPUS)) {
            Set<String> present = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".der"))
                    .map(file -> file.substring(0, file.length() - 4))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(present).isEqualTo(expected);
        }
    }

    private static String verdict(Path file) throws Exception {
        HeldCertificate held;
        try {
            held = new HeldCertificate(CertificateFile.one(Files.readAllBytes(file)), false, Optional.empty());
        } catch (CertificateRefusedException unreadable) {
            return "unreadable";
        }
        CertificateChoice choice = new CertificateChooser(check())
                .choose(
                        PRACTICE,
                        List.of(held),
                        Authorities.of(pem("authorities.pem")),
                        Mailbox.parse(CorpusGenerator.BO),
                        CorpusGenerator.NOW);
        return choice.usable().isPresent()
                ? "usable"
                : choice.refused().getFirst().reason();
    }

    private static CertificateCheck check() throws Exception {
        TrustAnchors anchors = TrustAnchors.of(pem("anchors.pem"));
        return new CertificateCheck(
                practice -> new PracticeTrust(anchors, GivenLists.none()),
                new Revocations(new Folder(), Runnable::run),
                RevocationPolicy.REQUIRED,
                Duration.ofSeconds(2));
    }

    private static List<X509Certificate> pem(String name) throws Exception {
        return CertificateFile.parse(Files.readString(CORPUS.resolve(name), StandardCharsets.US_ASCII));
    }

    /** Answers what a URL's last segment names out of the corpus. */
    private static final class Folder implements Fetch {

        @Override
        public byte[] get(URI url, int most) throws RevocationUnknownException {
            if (LdapList.isOne(url)) {
                throw new RevocationUnknownException(url.getHost() + " cannot be reached");
            }
            Path file = CORPUS.resolve(Path.of(url.getPath()).getFileName());
            try {
                return Files.readAllBytes(file);
            } catch (IOException missing) {
                throw new RevocationUnknownException(url.getHost() + " answers with HTTP status 404");
            }
        }

        @Override
        public byte[] post(URI url, String contentType, byte[] question, int most) throws RevocationUnknownException {
            return get(url, most);
        }
    }
}
