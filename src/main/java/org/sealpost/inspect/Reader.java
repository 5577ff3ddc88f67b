package org.sealpost.inspect;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether words of a letter are about its reader: "your results", "you were seen". */
final class Reader {

    private static final Set<Long> WORDS = Stream.of(
                    "your", "you", "youre", "youve", "youll", "yours", "su", "sus", "tu", "tus", "usted")
            .map(WordHash::of)
            .collect(Collectors.toUnmodifiableSet());

    private Reader() {}

    /** Whether a phrase that begins with the word speaks to the reader. */
    static boolean isSpokenTo(Words words, int first) {
        return WORDS.contains(words.hash(first));
    }
}
