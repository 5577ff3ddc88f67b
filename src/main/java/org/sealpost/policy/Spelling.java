package org.sealpost.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone meant who misspelt a name. */
final class Spelling {

    private Spelling() {}

    /** The end of a sentence about an unknown name: the one that was meant, or all there are. */
    static String hint(String wrong, Collection<String> known) {
        return meant(wrong, known)
                .map(name -> ", did you mean `" + name + "`?")
                .orElseGet(() -> known.isEmpty()
                        ? ""
                        : ", use one of "
                                + String.join(
                                        ", ",
                                        known.stream()
                                                .filter(name -> !name.isEmpty())
                                                .sorted()
                                                .toList()));
    }

    /** The known name that was meant by an unknown one: it is nearly the same, or another word for it. */
    static Optional<String> meant(String wrong, Collection<String> known) {
        return nearest(wrong, known).or(() -> Synonyms.of(wrong, known));
    }

    /** The known name that differs least, if it differs little enough to have been meant. */
    static Optional<String> nearest(String wrong, Collection<String> known) {
        int tolerated = Math.max(1, wrong.length() / 3);
        return known.stream()
                .filter(name -> distance(wrong, name) <= tolerated)
                .min(Comparator.<String>comparingInt(name -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Edit distance without regard to case, hyphens and underscores, a swap of neighbours counting once. */
    private static int distance(String one, String other) {
        String a = fold(one);
        String b = fold(other);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
