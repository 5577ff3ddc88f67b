package org.sealpost.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;

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

    /** The domains in the lists, and those of the addresses in them. */
    Set<Domain> domains() {
        return entries.values().stream()
                .flatMap(List::stream)
                .map(entry -> entry.substring(entry.lastIndexOf('@') + 1))
                .flatMap(RuleLists::domain)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Domain> domain(String text) {
        try {
            return text.indexOf('.') < 0 ? Stream.empty() : Stream.of(Domain.parse(text));
        } catch (InvalidMailboxException noDomain) {
            // Lists may hold anything that rules compare with.
            return Stream.empty();
        }
    }

    static RuleLists none() {
        return new RuleLists(Map.of());
    }
}
