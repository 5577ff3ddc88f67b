package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;

/**
 * The named lists of a rules file.
 *
 * @param entries in lower case, as addresses and domains are when conditions see them: a capital letter in the file
 *     must not weaken a rule. A domain beyond ASCII stands there in both its spellings, for mail may come with either
 */
record RuleLists(Map<String, List<String>> entries) {

    static final String PREFIX = "lists.";

    RuleLists {
        Map<String, List<String>> folded = new LinkedHashMap<>();
        entries.forEach((name, values) -> folded.put(
                name,
                values.stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .flatMap(RuleLists::spellings)
                        .toList()));
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

    /** As it is, and with the domain as DNS knows it or as people write it, where that is another. */
    private static Stream<String> spellings(String entry) {
        int at = entry.lastIndexOf('@') + 1;
        Stream<String> others = domain(entry.substring(at))
                .flatMap(domain -> Stream.of(domain.toAscii(), domain.toUnicode()))
                .map(domain -> entry.substring(0, at) + domain);
        return Stream.concat(Stream.of(entry), others).distinct();
    }

    private static Stream<Domain> domain(String text) {
        try {
            return text.indexOf('.') < 0 ? Stream.empty() : Stream.of(Domain.parse(text));
        } catch (InvalidMailboxException noDomain) {
            // Lists may hold anything that rules compare with.
            return Stream.empty();
        }
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
