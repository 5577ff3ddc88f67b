package org.sealpost.launch;

import java.util.Collection;

/** What was probably meant by a name that means nothing. */
final class NearestName {

    private NearestName() {}

    /** The name that takes the fewest slips. */
    static String of(String wanted, Collection<String> names) {
        return names.stream()
                .min((a, b) -> Integer.compare(distance(a, wanted), distance(b, wanted)))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
