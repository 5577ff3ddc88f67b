package org.sealpost.demo.mailbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.server.TlsParameters;

/** The messages that arrived last, in memory. */
public final class Arrivals {

    /** Messages that are kept. */
    public static final int MAX_MESSAGES = 500;

    private final long maxOctets;
    private final Deque<Arrival> kept = new ArrayDeque<>();
    private long octets;
    private int last;

    /** @param maxOctets that all kept messages have together; the newest one is kept whatever its size */
    Arrivals(long maxOctets) {
        this.maxOctets = maxOctets;
    }

    /** The newest first. */
    public synchronized List<Arrival> newestFirst() {
        List<Arrival> all = new ArrayList<>(kept);
        Collections.reverse(all);
        return all;
    }

    /** The message with that number, if it is still here. */
    public synchronized Optional<Arrival> find(int number) {
        return kept.stream().filter(arrival -> arrival.number() == number).findFirst();
    }

    synchronized void add(ReversePath from, List<Mailbox> recipients, Optional<TlsParameters> tls, RawMessage message) {
        last++;
        kept.addLast(new Arrival(last, Instant.now(), from, recipients, tls, message));
        octets += message.size();
        while (kept.size() > MAX_MESSAGES || (octets > maxOctets && kept.size() > 1)) {
            octets -= kept.removeFirst().message().size();
        }
    }
}
