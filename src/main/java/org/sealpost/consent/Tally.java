package org.sealpost.consent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sealpost.consent.ImportReport.RefusedLine;
import org.sealpost.consent.PatientRecorder.Change;

/** Counts what the lines of a list bring, while it is read. */
final class Tally {

    private final Map<Change, Integer> counts = new EnumMap<>(Change.class);
    private final List<RefusedLine> refused = new ArrayList<>();

    void count(Change change) {
        counts.merge(change, 1, Integer::sum);
    }

    void refuse(long line, String reason) {
        refused.add(new RefusedLine(line, reason));
    }

    ImportReport report() {
        return new ImportReport(of(Change.IMPORTED), of(Change.UPDATED), of(Change.UNCHANGED), refused);
    }

    private int of(Change change) {
        return counts.getOrDefault(change, 0);
    }
}
