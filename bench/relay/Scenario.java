package relay;

import static relay.Contestant.POSTFIX;
import static relay.Contestant.POSTFIX_FILTER;
import static relay.Contestant.POSTFIX_KEEPS_TLS;
import static relay.Contestant.POSTFIX_PROXY;
import static relay.Contestant.SEALPOST;
import static relay.Contestant.SEALPOST_ENCRYPTS;
import static relay.Contestant.SEALPOST_WITH_BACKLOG;

import java.util.List;

/**
 * One thing that is measured.
 *
 * @param size octets of a message
 * @param clients at a time
 * @param kept messages in one session
 * @param tls STARTTLS on both sides
 * @param away whether the next hop refuses connections, so that everything has to be queued
 * @param messages in one round
 * @param contestants whom it compares; the first against each of the others
 */
record Scenario(
        String name,
        String title,
        int size,
        int clients,
        int kept,
        boolean tls,
        boolean away,
        int messages,
        List<Contestant> contestants) {

    private static final int KIB = 1024;

    /** All, in the order of the reports. */
    static final List<Scenario> ALL = List.of(
            clear("cold", "10 KiB, 50 clients, a session for each", 10, 50, 1, 5_000, SEALPOST, POSTFIX),
            clear("cold-10", "10 KiB, 10 clients, a session for each", 10, 10, 1, 5_000, SEALPOST, POSTFIX),
            clear("cold-200", "10 KiB, 200 clients, a session for each", 10, 200, 1, 5_000, SEALPOST, POSTFIX),
            clear("kept", "10 KiB, 50 clients, 20 in a session", 10, 50, 20, 6_000, SEALPOST, POSTFIX_PROXY, POSTFIX),
            clear("100k", "100 KiB, 50 clients, a session for each", 100, 50, 1, 2_000, SEALPOST, POSTFIX),
            clear("100k-10", "100 KiB, 10 clients, a session for each", 100, 10, 1, 2_000, SEALPOST, POSTFIX),
            clear("100k-200", "100 KiB, 200 clients, a session for each", 100, 200, 1, 2_000, SEALPOST, POSTFIX),
            clear("1m", "1 MiB, 50 clients, a session for each", KIB, 50, 1, 400, SEALPOST, POSTFIX),
            clear("1m-10", "1 MiB, 10 clients, a session for each", KIB, 10, 1, 400, SEALPOST, POSTFIX),
            clear("1m-200", "1 MiB, 200 clients, a session for each", KIB, 200, 1, 400, SEALPOST, POSTFIX),
            new Scenario("tls", "10 KiB, 50 clients, 20 in a session, TLS on both sides", 10 * KIB, 50, 20, true, false,
                    6_000, List.of(SEALPOST, POSTFIX, POSTFIX_KEEPS_TLS)),
            new Scenario("away", "10 KiB, 50 clients, next hop away", 10 * KIB, 50, 1, false, true,
                    3_000, List.of(SEALPOST, POSTFIX)),
            clear("500", "10 KiB, 500 clients at once", 10, 500, 1, 5_000, SEALPOST, POSTFIX),
            clear("backlog", "10 KiB, 50 clients, with and without a queue", 10, 50, 1, 5_000,
                    SEALPOST_WITH_BACKLOG, SEALPOST),
            new Scenario("backlog-away", "the same, next hop away", 10 * KIB, 50, 1, false, true,
                    3_000, List.of(SEALPOST_WITH_BACKLOG, SEALPOST)));

    /** Of {@code ./sealpost bench smime}. */
    static final Scenario ENCRYPTED = clear("encrypted", "10 KiB, 50 clients, a session for each, encrypted", 10, 50, 1,
            5_000, SEALPOST_ENCRYPTS, SEALPOST, POSTFIX_FILTER);

    private static Scenario clear(
            String name, String title, int kib, int clients, int kept, int messages, Contestant... contestants) {
        return new Scenario(
                name, title, kib * KIB, clients, kept, false, false, messages, List.of(contestants));
    }
}
