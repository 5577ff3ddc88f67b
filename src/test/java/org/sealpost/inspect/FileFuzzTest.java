package org.sealpost.inspect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

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

    private record Claim(String name, String type) {}

    private static final List<Claim> CLAIMS = List.of(
            new Claim("", "application/octet-stream"),
            new Claim("a.txt", "text/plain"),
            new Claim("a.pdf", "application/pdf"),
            new Claim("a.eml", "message/unknown"),
            new Claim("a.ics", "text/calendar"),
            new Claim("winmail.dat", "image/png"));

    /** @param input an octet that chooses what the file claims to be, and the file */
    @FuzzTest(maxDuration = "30s")
    void readsAnyFile(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Claim claim = CLAIMS.get((input[0] & 0xff) % CLAIMS.size());
        byte[] octets = Arrays.copyOfRange(input, 1, input.length);
        Discovery discovery = new Discovery(LIMITS, KnownNames.none());
        Agenda agenda = new Agenda(LIMITS, discovery);
        FileWalk files = new FileWalk(LIMITS, discovery, agenda, new TextPart(discovery));
        files.add(octets, claim.name(), ContentType.parse(claim.type()).orElseThrow(), "1", 1);
        for (var next = agenda.next(); next.isPresent(); next = agenda.next()) {
            switch (next.get()) {
                case Pending.File file -> files.read(file, Effort.FULL);
                case Pending.Archive archive -> files.read(archive);
                case Pending.Entity message -> {
                    // MimeWalkFuzzTest goes through these.
                }
            }
        }
        discovery.findings();
    }
}
