package org.sealpost.certificate;

import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Record;

/** What DNS answered. "Secure" is said only of what was asked to be validated, and was (RFC 4033 section 5). */
public sealed interface DnsReply {

    /**
     * Records of the type.
     *
     * @param ttl for how long they hold
     */
    record Records(List<Record> records, boolean secure, Duration ttl) implements DnsReply {
        public Records {
            records = List.copyOf(records);
        }
    }

    /**
     * There are none.
     *
     * @param ttl for how long that holds
     */
    record None(Duration ttl) implements DnsReply {}

    /** It cannot be said now: no answer, or one that contradicts its signatures. */
    record Failed() implements DnsReply {}
}
