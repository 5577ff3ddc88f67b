package org.sealpost.policy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words that other mail filters and languages have for what is called otherwise here. */
final class Synonyms {

    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            // Fields of rules.
            Map.entry("when", List.of("if", "condition", "conditions", "match", "where", "expression")),
            Map.entry("refuse", List.of("reject", "block", "deny", "bounce", "drop", "discard")),
            Map.entry("hold", List.of("quarantine", "review", "approve", "moderate", "wait")),
            Map.entry("require", List.of("encrypt", "action", "actions", "then", "protection", "minimum", "level")),
            Map.entry("exactly", List.of("only", "force")),
            Map.entry("via", List.of("route", "relay", "smarthost", "gateway")),
            Map.entry("disclaimer", List.of("footer", "banner", "append")),
            Map.entry("note", List.of("comment", "description", "remark")),
            Map.entry("name", List.of("id", "title", "filename")),
            Map.entry("tag", List.of("mark", "category", "label")),
            // Functions.
            Map.entry("lowerAscii", List.of("tolower", "tolowercase", "lower", "lowercase")),
            Map.entry("upperAscii", List.of("toupper", "touppercase", "upper", "uppercase")),
            Map.entry("size", List.of("length", "len", "count", "bytes")),
            Map.entry("startsWith", List.of("beginswith", "hasprefix")),
            Map.entry("endsWith", List.of("hassuffix")),
            Map.entry("contains", List.of("includes")),
            Map.entry("matches", List.of("regex", "regexp", "like")),
            Map.entry("exists", List.of("any", "some")),
            // Levels of protection.
            Map.entry("plain", List.of("unencrypted", "none", "cleartext")),
            Map.entry("smime", List.of("encrypted", "end-to-end")),
            // Fields of variables.
            Map.entry("address", List.of("email", "mail")),
            Map.entry("type", List.of("contenttype", "content_type", "mimetype", "mime_type", "mediatype")),
            Map.entry("from", List.of("sender")),
            Map.entry("recipient", List.of("to", "rcpt")),
            Map.entry("sender", List.of("from")));

    private Synonyms() {}

    /** What it is called here, of the known names. */
    static Optional<String> of(String word, Collection<String> known) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> WORDS.getOrDefault(name, List.of()).contains(wanted))
                .sorted()
                .findFirst();
    }
}
