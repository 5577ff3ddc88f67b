package org.sealpost.delivery;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** What DNS answered. "Secure" is said only of answers that were asked to be validated, and were (RFC 4033 section 5). */
public sealed interface DnsAnswer {

    /**
     * Records of the type.
     *
     * @param canonical the name at the end of its aliases
     */
    record Records(List<Record> records, Name canonical, boolean secure) implements DnsAnswer {
        public Records {
            records = List.copyOf(records);
        }
    }

    /** The name exists and has no such record. */
    record NoRecords(Name canonical, boolean secure) implements DnsAnswer {}

    /** The name does not exist. */
    record NoSuchName(boolean secure) implements DnsAnswer {}

    /**
     * It cannot be said now: no answer, or one that contradicts its signatures.
     *
     * @param why in one sentence
     */
    record Failed(String why) implements DnsAnswer {}

    /** Whether signatures prove the answer, also one that there is nothing. */
    default boolean isSecure() {
        return switch (this) {
            case Records records -> records.secure();
            case NoRecords none -> none.secure();
            case NoSuchName none -> none.secure();
            case Failed failed -> false;
        };
    }

    /** The records of that class; none in any other answer. */
    default <R extends Record> List<R> all(Class<R> kind) {
        return this instanceof Records(List<Record> records, Name canonical, boolean secure)
                ? records.stream().filter(kind::isInstance).map(kind::cast).toList()
                : List.of();
    }
}
