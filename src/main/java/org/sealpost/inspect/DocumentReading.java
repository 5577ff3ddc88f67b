package org.sealpost.inspect;

import java.util.List;
import java.util.Set;

/**
 * What a reader found in a document.
 *
 * @param texts each by itself
 * @param embedded files in it, none of which were read
 * @param faults why something in it could not be read
 */
record DocumentReading(List<String> texts, List<Embedded> embedded, Set<UninspectableReason> faults) {

    static DocumentReading failed(UninspectableReason reason) {
        return new DocumentReading(List.of(), List.of(), Set.of(reason));
    }
}
