package org.sealpost.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The named lists of a rules file.
 *
 * @param entries in lower case, as addresses and domains are when conditions see them: a capital letter in the file
 *     must not weaken a rule
 */
record RuleLists(Map<String, List<String>> entries) {

    RuleLists {
        Map<String, List<String>> folded = new LinkedHashMap<>();
        entries.forEach((name, values) -> folded.put(
                name,
                values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList()));
        entries = Collections.unmodifiableMap(folded);
    }

    static RuleLists none() {
        return new RuleLists(Map.of());
    }
}
