package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The named lists of a rules file.
 *
 * @param entries in lower case, as addresses and domains are when conditions see them: a capital letter in the file
 *     must not weaken a rule
 */
record RuleLists(Map<String, List<String>> entries) {

    private static final String PREFIX = "lists.";

    RuleLists {
        Map<String, List<String>> folded = new LinkedHashMap<>();
        entries.forEach((name, values) -> folded.put(
                name,
                values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList()));
        entries = Collections.unmodifiableMap(folded);
    }

    /** The entries of the list that an expression names, such as {@code lists.laboratories}. */
    Optional<List<String>> named(CelExpr expression) {
        String written = ConditionText.of(expression);
        return written.startsWith(PREFIX)
                ? Optional.ofNullable(entries.get(written.substring(PREFIX.length())))
                : Optional.empty();
    }

    static RuleLists none() {
        return new RuleLists(Map.of());
    }
}
