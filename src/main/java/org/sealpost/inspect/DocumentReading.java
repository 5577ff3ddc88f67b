package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
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

    /** The same with a fault more. */
    DocumentReading with(UninspectableReason fault) {
        Set<UninspectableReason> all = EnumSet.of(fault);
        all.addAll(faults);
        return new DocumentReading(texts, embedded, all);
    }

    /** The same with texts more. */
    DocumentReading with(List<String> more) {
        List<String> all = new ArrayList<>(texts);
        all.addAll(more);
        return new DocumentReading(all, embedded, faults);
    }

    /** The same with what else was found in it; what both have counts once. */
    DocumentReading and(DocumentReading other) {
        Set<String> said = new LinkedHashSet<>(texts);
        said.addAll(other.texts);
        List<Embedded> files = new ArrayList<>(embedded);
        for (Embedded file : other.embedded) {
            if (files.stream().noneMatch(known -> Arrays.equals(known.octets(), file.octets()))) {
                files.add(file);
            }
        }
        Set<UninspectableReason> all = EnumSet.noneOf(UninspectableReason.class);
        all.addAll(faults);
        all.addAll(other.faults);
        return new DocumentReading(List.copyOf(said), files, all);
    }

    static DocumentReading failed(UninspectableReason reason) {
        return new DocumentReading(List.of(), List.of(), Set.of(reason));
    }
}
