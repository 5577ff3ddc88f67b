package org.sealpost.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.seal.SealException;
import org.sealpost.seal.Sealed;
import org.sealpost.seal.Sealer;
import org.sealpost.smtp.client.NextHop;

/**
 * The queue: what waits for an attempt and what is held for a person, with sealed bodies. Rows are taken under a lease
 * in a short transaction ({@code SKIP LOCKED}); none is locked through an SMTP dialogue. Whoever changes a row shows
 * the lease, and a lease that another instance has taken over changes nothing.
 */
@ApplicationScoped
public class DeliveryQueue {

    /** Another attempt for some recipients; {@link #bindLater} fills its parameters. */
    private static final String AGAIN = "recipients = ?, why = ?, next_attempt_at = " + DueColumn.AT
            + ", protection = ?, delay_told = ?, destination = ?";

    /** The same after one that came to nothing. */
    private static final String LATER = AGAIN + ", attempts = attempts + 1";

    /** Waits for no row: it holds others, for which whoever has that one could be waiting. */
    private static final String RENEW = "UPDATE queued_part SET lease_until = now() + ? * interval '1 millisecond'"
            + " WHERE id IN (SELECT id FROM queued_part JOIN unnest(?::uuid[], ?::bigint[], ?::text[])"
            + " AS held (id, fence, practice) USING (id, fence, practice) FOR UPDATE OF queued_part SKIP LOCKED)"
            + " RETURNING practice, id, fence";

    private final QueueTable table;
    private final NewParts newParts;
    private final PartSeal seal;
    private final DestinationNames names;
    private final DeliverySettings settings;
    private final QueueSignal signal;
    private final LeaseOwner owner;

    DeliveryQueue(
            DataSource database,
            TransactionSynchronizationRegistry transactions,
            Sealer sealer,
            DestinationNames names,
            DeliverySettings settings,
            QueueSignal signal,
            LeaseOwner owner) {
        this.table = new QueueTable(database);
        this.newParts = new NewParts(database, transactions, owner);
        this.seal = new PartSeal(sealer, settings);
        this.names = names;
        this.settings = settings;
        this.signal = signal;
        this.owner = owner;
    }

    /**
     * Adds a part at the end of the caller's transaction, which does not commit when it cannot be stored. A queued one is
     * tried as soon as that commits.
     *
     * @throws IllegalStateException when it cannot be sealed: roll back
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(QueuedPart part, RawMessage body) {
        insert(part, body, Optional.empty());
        if (!part.nextAttempt().isAfter(Instant.now())) {
            signal.afterCommit();
        }
    }

    /**
     * Adds a part that an attempt of this instance is serving already, at the end of the caller's transaction.
     *
     * @return what the attempt settles it with
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Lease addLeased(QueuedPart part, RawMessage body) {
        insert(part, body, Optional.of(settings.lease()));
        return firstLease(part);
    }

    /** The lease with which {@link #addLeased} stores a part: whoever takes it over later has a higher fence. */
    public static Lease firstLease(QueuedPart part) {
        return firstLease(part.practice(), part.id());
    }

    /** The same for a part of which no more is known. */
    public static Lease firstLease(PracticeId practice, UUID part) {
        return new Lease(practice, part, 1);
    }

    /** Keeps a lease for another while; false when it was lost. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean renew(Lease lease) {
        return table.change(lease, "lease_until = now() + ? * interval '1 millisecond'", statement -> {
            statement.setLong(1, settings.lease().toMillis());
            return 2;
        });
    }

    /**
     * Keeps leases for another while.
     *
     * @return those that are kept; of the others, some may be in the hands of whoever settles them just now
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Set<Lease> renew(List<Lease> leases) {
        return Set.copyOf(table.query(
                RENEW,
                statement -> {
                    statement.setLong(1, settings.lease().toMillis());
                    int at = LeaseColumns.bindAll(statement, 2, leases);
                    statement.setArray(
                            at,
                            statement
                                    .getConnection()
                                    .createArrayOf(
                                            "text",
                                            leases.stream()
                                                    .map(lease ->
                                                            lease.practice().value())
                                                    .toArray()));
                },
                row -> new Lease(
                        new PracticeId(row.getString("practice")),
                        row.getObject("id", UUID.class),
                        row.getLong("fence"))));
    }

    /** The part is done. In the caller's transaction; false when the lease was lost: roll back. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean remove(Lease lease) {
        return table.update("DELETE FROM queued_part WHERE practice = ? AND id = ? AND fence = ?", statement -> {
                    statement.setString(1, lease.practice().value());
                    statement.setObject(2, lease.part());
                    statement.setLong(3, lease.fence());
                })
                == 1;
    }

    /**
     * The part is done, in the caller's transaction.
     *
     * @throws LeaseLostException when the lease was lost: roll back
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeOrFail(Lease lease) throws LeaseLostException {
        if (!remove(lease)) {
            throw new LeaseLostException(lease);
        }
    }

    /**
     * Not served after all: due again after that pause, as if it had not been taken; and for the destination that it has by the
     * settings of now.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void giveBack(TakenPart taken, Duration pause) {
        table.change(
                taken.lease(),
                "next_attempt_at = " + DueColumn.AT + ", destination = ?" + LeaseColumns.ENDS,
                statement -> {
                    DueColumn.bind(statement, 1, pause);
                    statement.setString(2, names.of(taken.part()).value());
                    return 3;
                });
    }

    /** Held for a person until one decides, without an end. In the caller's transaction; false when the lease was lost. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean park(Lease lease, String why) {
        return table.change(
                lease,
                "state = 'held', why = ?, expires_at = '9999-12-31T00:00:00Z'" + LeaseColumns.ENDS,
                statement -> {
                    statement.setString(1, why);
                    return 2;
                });
    }

    /** It waits on, and its sender was told. In the caller's transaction; false when the lease was lost. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean delayTold(Lease lease, String why) {
        return table.change(lease, "delay_told = TRUE, why = ?" + LeaseColumns.ENDS, statement -> {
            statement.setString(1, why);
            return 2;
        });
    }

    /** Those recipients later, at the part's level or above. In the caller's transaction; false when the lease was lost. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean postpone(Lease lease, QueuedPart part, List<Mailbox> remaining, String why, Instant next) {
        return table.change(
                lease, LATER + LeaseColumns.ENDS, statement -> bindLater(statement, part, remaining, why, next));
    }

    /**
     * Those recipients at once, at the part's level or above: the attempt before was a success for others. In the caller's
     * transaction; false when the lease was lost.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean goOn(Lease lease, QueuedPart part, List<Mailbox> remaining, String why) {
        boolean done = table.change(
                lease,
                AGAIN + LeaseColumns.ENDS,
                statement -> bindLater(statement, part, remaining, why, Instant.now()));
        signal.afterCommit();
        return done;
    }

    /**
     * Those recipients later, and with exactly these octets: they may have arrived already, and must be the same then.
     * In the caller's transaction; false when the lease was lost: roll back.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean fix(
            Lease lease, QueuedPart part, RawMessage octets, List<Mailbox> remaining, String why, Instant next) {
        Sealed sealed = seal.seal(part, octets);
        return table.change(
                lease,
                LATER + ", form = 'final', size = ?, key_id = ?, wrapped_key = ?, nonce = ?, ciphertext = ?"
                        + LeaseColumns.ENDS,
                statement -> {
                    int at = bindLater(statement, part, remaining, why, next);
                    statement.setLong(at, octets.size());
                    return PartSeal.bind(statement, at + 1, sealed);
                });
    }

    /** Fills the parameters of {@link #AGAIN}; tells the index of the next. */
    private int bindLater(
            PreparedStatement statement, QueuedPart part, List<Mailbox> remaining, String why, Instant next)
            throws SQLException {
        statement.setArray(1, QueuedPartRow.addresses(statement.getConnection(), remaining));
        statement.setString(2, why);
        DueColumn.bind(statement, 3, next);
        statement.setString(4, part.protection());
        statement.setBoolean(5, part.delayTold());
        statement.setString(6, names.of(part, remaining).value());
        return 7;
    }

    /**
     * Opens the body of a part. Only now is it read, so that whoever takes many parts can make room for each body first.
     *
     * @throws IllegalStateException when the lease was lost
     */
    public RawMessage open(TakenPart taken) throws SealException {
        List<Sealed> bodies = table.query(
                "SELECT key_id, wrapped_key, nonce, ciphertext FROM queued_part"
                        + " WHERE practice = ? AND id = ? AND fence = ?",
                statement -> {
                    statement.setString(1, taken.lease().practice().value());
                    statement.setObject(2, taken.lease().part());
                    statement.setLong(3, taken.lease().fence());
                },
                PartSeal::read);
        if (bodies.isEmpty()) {
            throw new IllegalStateException("another instance has taken the part over");
        }
        return seal.open(taken.part(), bodies.getFirst());
    }

    /** The parts of a message that wait or are held; a notice is a message of its own, by the id of its part. */
    @Transactional
    public List<QueuedPart> of(PracticeId practice, MessageId message) {
        return rows(practice, message).stream()
                .flatMap(row -> row.part().stream())
                .toList();
    }

    /** The rows of a message that cannot be read as parts, in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<PartRow> unreadable(PracticeId practice, MessageId message) {
        return rows(practice, message).stream()
                .filter(row -> row.part().isEmpty())
                .toList();
    }

    private List<PartRow> rows(PracticeId practice, MessageId message) {
        return table.query(
                "SELECT " + QueuedPartRow.COLUMNS
                        + " FROM queued_part WHERE practice = ? AND ((kind <> 'notice' AND message = ?)"
                        + " OR (kind = 'notice' AND id = ?)) ORDER BY created_at, id",
                statement -> {
                    statement.setString(1, practice.value());
                    statement.setObject(2, message.value());
                    statement.setObject(3, message.value());
                },
                PartRow::read);
    }

    /** Held rows whose time is over, of every practice, taken under a lease. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<PartRow> takeExpiredHolds(int limit) {
        return table.query(
                "UPDATE queued_part SET " + LeaseColumns.BEGINS + " WHERE id IN ("
                        + "SELECT id FROM queued_part WHERE state = 'held' AND expires_at <= now()"
                        + " AND " + LeaseColumns.NOT_LEASED + " LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING "
                        + QueuedPartRow.COLUMNS,
                statement -> {
                    bindLease(statement);
                    statement.setInt(3, limit);
                },
                PartRow::read);
    }

    /**
     * Takes one part of a practice for a person who decides about it, in the caller's transaction; nothing when there is
     * none in that state or an attempt is running.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<TakenPart> takeForPerson(PracticeId practice, UUID part, QueuedPart.State state) {
        return table
                .query(
                        "UPDATE queued_part SET " + LeaseColumns.BEGINS
                                + " WHERE practice = ? AND id = ? AND state = ? AND " + LeaseColumns.NOT_LEASED
                                + " RETURNING " + QueuedPartRow.COLUMNS,
                        statement -> {
                            bindLease(statement);
                            statement.setString(3, practice.value());
                            statement.setObject(4, part);
                            statement.setString(5, state.key());
                        },
                        TakenPart::read)
                .stream()
                .findFirst();
    }

    /** Makes a part due at once, in the caller's transaction; false when the lease was lost. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean makeDue(Lease lease, Optional<String> releasedBy, Instant expires) {
        boolean done = table.change(
                lease,
                "state = 'queued', next_attempt_at = now(), released_by = ?, expires_at = ?" + LeaseColumns.ENDS,
                statement -> {
                    statement.setString(1, releasedBy.orElse(null));
                    statement.setTimestamp(2, Timestamp.from(expires));
                    return 3;
                });
        signal.afterCommit();
        return done;
    }

    /** Holds a part for a person, in the caller's transaction; false when the lease was lost. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean hold(Lease lease, String why, Instant expires) {
        return table.change(lease, "state = 'held', why = ?, expires_at = ?" + LeaseColumns.ENDS, statement -> {
            statement.setString(1, why);
            statement.setTimestamp(2, Timestamp.from(expires));
            return 3;
        });
    }

    /** Sends a part elsewhere and makes it due, in the caller's transaction; false when the lease was lost. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean reroute(Lease lease, NextHop nextHop) {
        boolean done = table.change(
                lease,
                "route = ?, rerouted = TRUE, destination = ?, next_attempt_at = now()" + LeaseColumns.ENDS,
                statement -> {
                    statement.setString(1, nextHop.toString());
                    statement.setString(2, names.of(nextHop).value());
                    return 3;
                });
        signal.afterCommit();
        return done;
    }

    private void insert(QueuedPart part, RawMessage body, Optional<Duration> lease) {
        newParts.add(new NewParts.NewPart(part, names.of(part), seal.seal(part, body), lease));
    }

    private void bindLease(PreparedStatement statement) throws SQLException {
        LeaseColumns.bind(statement, 1, owner, settings.lease());
    }
}
