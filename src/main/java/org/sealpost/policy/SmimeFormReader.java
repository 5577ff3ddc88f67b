package org.sealpost.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what a rule says about signing and encrypting: {@code smime}, {@code sign} and {@code certificates}. */
final class SmimeFormReader {

    private final FileErrors errors;

    SmimeFormReader(FileErrors errors) {
        this.errors = errors;
    }

    SmimeForm read(Fields fields) {
        return new SmimeForm(capabilities(fields), signed(fields), sources(fields));
    }

    private List<String> capabilities(Fields fields) {
        List<String> all = SmimeForm.KINDS.stream().flatMap(List::stream).toList();
        List<String> words = new ArrayList<>();
        Set<Integer> kinds = new HashSet<>();
        for (ScalarNode word : fields.texts("smime")) {
            Optional<Integer> kind = SmimeForm.kind(word.getValue());
            if (kind.isEmpty()) {
                errors.at(
                        word,
                        "unknown word `" + word.getValue() + "` in `smime`" + Spelling.hint(word.getValue(), all));
            } else if (!kinds.add(kind.get())) {
                errors.at(word, "`smime` has one of " + String.join(", ", SmimeForm.KINDS.get(kind.get())));
            } else {
                words.add(word.getValue());
            }
        }
        return words;
    }

    /** {@code sign: true}; there is no other. */
    private boolean signed(Fields fields) {
        return fields.onlyTrue("sign", "leave it out to sign as the settings say");
    }

    private List<String> sources(Fields fields) {
        List<String> sources = new ArrayList<>();
        for (ScalarNode source : fields.texts("certificates")) {
            String name = source.getValue();
            if (!SmimeForm.SOURCES.contains(name)) {
                errors.at(
                        source,
                        "unknown source `" + name + "` in `certificates`" + Spelling.hint(name, SmimeForm.SOURCES));
            } else if (sources.contains(name)) {
                errors.at(source, "`" + name + "` is there twice in `certificates`, keep one");
            } else {
                sources.add(name);
            }
        }
        return sources;
    }
}
