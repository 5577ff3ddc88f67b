package org.sealpost.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** The practice that a command is for. */
final class PracticeOption {

    @Option(
            names = "--practice",
            paramLabel = "ID",
            defaultValue = "default",
            description = "The practice that it is for; ${DEFAULT-VALUE} when missing.")
    private String practice = "default";

    /** A query that names a practice. */
    static String queryOf(String practice) {
        return "?practice=" + encoded(practice);
    }

    /** A query that names the practice, with what else it asks. */
    String query(String... more) {
        StringBuilder query = new StringBuilder(queryOf(practice));
        for (int i = 0; i + 1 < more.length; i += 2) {
            if (!more[i + 1].isEmpty()) {
                query.append('&').append(more[i]).append('=').append(encoded(more[i + 1]));
            }
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
