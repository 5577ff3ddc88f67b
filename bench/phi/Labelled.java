package phi;

import java.util.List;

/**
 * A message and what is true of it.
 *
 * @param file its place within the corpus
 * @param octets the message
 */
record Labelled(
        String file,
        String template,
        String sort,
        boolean test,
        boolean identifier,
        boolean health,
        boolean both,
        List<Label> labels,
        byte[] octets) {}
