package org.sealpost.inspect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/**
 * Any octets: the walk itself never throws, so that {@link Inspector}'s net is never needed. {@code ./sealpost fuzz}
 * fuzzes, else the seeds run.
 */
class MimeWalkFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void walksThroughAnyOctets(byte[] octets) {
        InspectionLimits limits = new InspectionLimits(6, 50, 10_000, 100_000, Duration.ofSeconds(10));
        Discovery discovery = new Discovery(limits, KnownNames.none());
        MimeWalk walk = new MimeWalk(limits, discovery);
        walk.begin(Piece.of(octets));
        walk.walk(Effort.FULL);
        discovery.findings();
    }
}
