package org.sealpost.consent;

import java.util.List;

/**
 * What became of an imported list.
 *
 * @param imported lines that brought something new
 * @param updated lines that changed a patient's data, or gave a known patient a newer consent
 * @param unchanged lines that were known already
 * @param refused lines that are wrong, with the reason
 */
public record ImportReport(int imported, int updated, int unchanged, List<RefusedLine> refused) {

    public ImportReport {
        refused = List.copyOf(refused);
    }

    /**
     * A line that was not imported.
     *
     * @param line its number in the file, the header being 1
     * @param reason in one sentence that quotes nothing of the line
     */
    public record RefusedLine(long line, String reason) {}
}
