package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.mail.RawMessage;

/** What ClamAV's own daemon says of messages. */
class ClamdIT {

    @TempDir
    private static Path folder;

    private static Clamd clamd;

    @BeforeAll
    static void start() throws Exception {
        clamd = Clamd.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        clamd.close();
    }

    static Stream<ClamdScanner> scanners() {
        return Stream.of(Clamd.scanner(clamd.tcp()), Clamd.scanner(clamd.unix()));
    }

    @ParameterizedTest
    @MethodSource("scanners")
    void findsTheTestFileOfEicarInAnAttachment(ClamdScanner scanner) {
        byte[] file = Clamd.EICAR.getBytes(StandardCharsets.US_ASCII);
        assertThat(scanner.scan(RawMessage.of(AttachmentTest.mail("a.com", "application/octet-stream", file))))
                .isEqualTo(new MalwareVerdict.Infected("Eicar-Test.UNOFFICIAL"));
    }

    @ParameterizedTest
    @MethodSource("scanners")
    void findsItInAnArchive(ClamdScanner scanner) {
        byte[] archive = Documents.zip("a.com", Clamd.EICAR.getBytes(StandardCharsets.US_ASCII));
        assertThat(scanner.scan(RawMessage.of(AttachmentTest.mail("a.zip", "application/zip", archive))))
                .isInstanceOf(MalwareVerdict.Infected.class);
    }

    @ParameterizedTest
    @MethodSource("scanners")
    void findsNothingElsewhere(ClamdScanner scanner) {
        assertThat(scanner.scan(RawMessage.of(AttachmentTest.mail("a.pdf", "application/pdf", Documents.pdf("x")))))
                .isEqualTo(new MalwareVerdict.Clean());
        assertThat(scanner.version()).get().asString().startsWith("ClamAV ");
    }

    @Test
    void aMessageThatIsLargerThanItTakesIsNotClean() {
        for (int size : new int[] {1_200_000, 20_000_000}) {
            MalwareVerdict verdict = Clamd.scanner(clamd.tcp()).scan(RawMessage.of(new byte[size]));
            assertThat(verdict).isInstanceOf(MalwareVerdict.Away.class);
        }
    }
}
