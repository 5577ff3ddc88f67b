package org.sealpost.inspect;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Map;

/**
 * Any octets as a file of any name: what reads it never throws, so that {@link Inspector}'s net is never needed. {@code
 * ./sealpost fuzz} fuzzes, else the seeds run.
 */
class FileFuzzTest {

    private static final InspectionLimits LIMITS = new InspectionLimits(
            6,
            50,
            10_000,
            100_000,
            Duration.ofSeconds(10),
            new FileLimits(50, 100, 1 << 20, 1 << 22, 1 << 23, 1 << 16, 250_000, Duration.ofSeconds(5)));

    @FuzzTest(maxDuration = "30s")
    void readsAnyFile(FuzzedDataProvider data) {
        String name = data.consumeString(20);
        String type =
                data.pickValue(new String[] {"application/octet-stream", "text/plain", "application/pdf", "image/png"});
        byte[] octets = data.consumeRemainingAsBytes();
        Discovery discovery = new Discovery(LIMITS);
        Agenda agenda = new Agenda(LIMITS, discovery);
        FileWalk files = new FileWalk(LIMITS, discovery, agenda, new TextPart(discovery));
        files.add(octets, name, ContentType.parse(type).orElse(new ContentType("text", "plain", Map.of())), "1", 1);
        for (var next = agenda.next(); next.isPresent(); next = agenda.next()) {
            switch (next.get()) {
                case Pending.File file -> files.read(file);
                case Pending.Archive archive -> files.read(archive);
                case Pending.Entity message -> {
                    // MimeWalkFuzzTest goes through these.
                }
            }
        }
        discovery.findings();
    }
}
