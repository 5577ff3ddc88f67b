package org.sealpost.smtp.client;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sealpost.mail.Alarm;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;

/**
 * A connection to a next hop, greeted and protected as it was demanded. One transaction at a time; used by one thread
 * at a time.
 *
 * <p>Guarantee: it proves at least the {@link TlsLevel} that it was opened with.
 */
public final class SmtpConnection implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Peer peer;
    private final Wire wire;
    private final Capabilities capabilities;
    private final TlsProof proof;
    private final ClientSettings settings;
    private final InetAddress address;
    private final Instant opened = Instant.now();
    private int transactions;
    private boolean usable = true;
    private boolean kept = true;
    private boolean spent;

    SmtpConnection(Peer peer, Wire wire, Capabilities capabilities, TlsProof proof, ClientSettings settings) {
        this.peer = peer;
        this.wire = wire;
        this.capabilities = capabilities;
        this.proof = proof;
        this.settings = settings;
        this.address = wire.address();
    }

    /**
     * Connects and greets.
     *
     * @param level what the connection must at least be
     * @throws SmtpFailure.Unreachable when there is no connection now
     * @throws SmtpFailure.Unproven when there is one that cannot be what the level demands
     */
    public static SmtpConnection open(Peer peer, TlsLevel level, ClientSettings settings) throws SmtpFailure {
        return open(peer, new Approach(level, settings.replyTimeout(), false), settings);
    }

    static SmtpConnection open(Peer peer, Approach approach, ClientSettings settings) throws SmtpFailure {
        return new Handshake(peer, approach, settings).connect();
    }

    public NextHop nextHop() {
        return peer.nextHop();
    }

    /** Who it is connected to. */
    public Peer peer() {
        return peer;
    }

    /** The address that it is connected to. */
    public InetAddress address() {
        return address;
    }

    /** What the next hop offers on this connection. */
    public Capabilities capabilities() {
        return capabilities;
    }

    /** Why the next hop cannot take the message at all, by what it offers; it is asked nothing. */
    public Optional<Reply> refusal(Envelope envelope, RawMessage message) {
        return MessageNeeds.of(envelope, message, false).refusal(capabilities);
    }

    /** What the connection proved. */
    public TlsProof tls() {
        return proof;
    }

    /** Whether a transaction went over it before, so that the peer may have hung up in the meantime. */
    public boolean wasUsed() {
        return transactions > 0;
    }

    /**
     * Begins a transaction.
     *
     * @throws IllegalStateException when the one before is not over or the connection is broken
     */
    public OutgoingTransaction begin() {
        if (!usable) {
            throw new IllegalStateException("the connection cannot take another transaction");
        }
        usable = false;
        transactions++;
        return new OutgoingTransaction(this, wire, settings);
    }

    /** Whether another transaction may begin: the last one ended cleanly, and the peer is still there and silent. */
    boolean isReusable() {
        return usable && wire.isQuiet();
    }

    /** The same as {@link #isReusable} without a look at whether the peer has closed: nothing is waited for. */
    boolean isSilent() {
        return usable && wire.isSilent();
    }

    /** Whether nothing is under way and nothing went wrong. */
    boolean isUsable() {
        return usable;
    }

    /** The same for one transaction only: another message may need what this connection is not. */
    SmtpConnection onlyOnce() {
        kept = false;
        return this;
    }

    /**
     * The next hop answered MAIL with "not now". Each message would hear it again where it counts the messages of a
     * session (452 4.5.3), so that no other one is given this connection.
     */
    void spend() {
        spent = true;
        kept = false;
    }

    /** Whether the next hop answered MAIL with "not now", which may be said of this connection alone. */
    public boolean isSpent() {
        return spent;
    }

    /** Whether it may be kept for another message. */
    boolean mayBeKept() {
        return usable && kept && transactions < capabilities.limits().mailMax();
    }

    int transactions() {
        return transactions;
    }

    Instant opened() {
        return opened;
    }

    /** The transaction ended and left the connection as it was before. */
    void release() {
        usable = true;
    }

    /** Hangs up at once: what was not ended with the final dot is not taken by the peer. */
    void abandon() {
        usable = false;
        wire.drop();
    }

    /** Says QUIT if nothing is under way, then hangs up. */
    @Override
    public void close() {
        if (usable) {
            usable = false;
            try (Alarm guard = wire.guard(FAREWELL)) {
                wire.command("QUIT");
                wire.flush();
                wire.close();
            } catch (IOException gone) {
                wire.drop();
            }
        }
        wire.drop();
    }
}
