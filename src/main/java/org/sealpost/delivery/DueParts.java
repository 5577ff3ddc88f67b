package org.sealpost.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Takes what is due from the queue: the longest due first, and of each destination no more than it has free places on
 * this replica, so that thousands of parts for a slow one hold nothing up. It looks at the parts that are longest due;
 * where those of full destinations stand before all others, it goes from destination to destination behind them.
 */
@ApplicationScoped
class DueParts {

    /** How far a look goes into what is due. */
    static final int WINDOW = 500;

    /** How many senders are told at once of what waits for a place. */
    private static final int TOLD_AT_ONCE = 20;

    /** How many destinations are visited with one query. */
    static final int STEPS = 200;

    /** Every attempt that ends makes for a look; not each of them leads through all destinations again. */
    private static final Duration AFTER_NOTHING = Duration.ofSeconds(1);

    private static final String QUEUED = "state = 'queued' AND priority = ?";

    private static final String DUE = "next_attempt_at <= now() AND " + LeaseColumns.NOT_LEASED;

    /** The destinations of what is longest due, and for how many parts of it. */
    static final String LOOK = "SELECT destination, count(*) AS parts FROM (SELECT destination, next_attempt_at"
            + " FROM queued_part WHERE " + QUEUED + " AND " + DUE + " ORDER BY next_attempt_at LIMIT " + WINDOW
            + ") due GROUP BY destination ORDER BY min(next_attempt_at)";

    private static final String FOLLOWING = "(SELECT destination FROM queued_part WHERE " + QUEUED
            + " AND destination > %s ORDER BY destination LIMIT 1)";

    /**
     * The destinations behind one, in the order of their names, whether something is due there or not: a way down the
     * index for each, however many parts there are.
     */
    static final String WALK = "WITH RECURSIVE way AS ((SELECT destination, 1 AS step FROM "
            + FOLLOWING.formatted("?")
            + " first) UNION ALL (SELECT next.destination, step + 1 FROM way CROSS JOIN LATERAL "
            + FOLLOWING.formatted("way.destination") + " next WHERE step < " + STEPS
            + ")) SELECT destination FROM way ORDER BY destination";

    /**
     * Takes so many parts of each destination. Compared and ordered as rows, although the destination is the same: of the
     * two indexes only that by destination has this order. The other one, which statistics may prefer where nearly all
     * parts are for one destination, would lead through all of these. What this instance is still at is not taken, though
     * its lease may have run out while the process stood still: it would be sent a second time.
     */
    static final String TAKE = "WITH chosen AS MATERIALIZED (SELECT one.id"
            + " FROM unnest(?::text[], ?::int[]) AS there (name, places) CROSS JOIN LATERAL (SELECT id FROM queued_part"
            + " WHERE " + QUEUED + " AND (destination, next_attempt_at) >= (there.name, '-infinity'::timestamptz)"
            + " AND (destination, next_attempt_at) <= (there.name, now()) AND " + LeaseColumns.NOT_LEASED
            + " AND " + LeaseColumns.NOT_UNDER
            + " ORDER BY destination, next_attempt_at LIMIT there.places FOR UPDATE SKIP LOCKED) one LIMIT ?)"
            + " UPDATE queued_part SET " + LeaseColumns.BEGINS + " WHERE id IN (SELECT id FROM chosen) RETURNING "
            + QueuedPartRow.COLUMNS + ", destination";

    /**
     * Takes what nobody was told of though it is due long ago, and what has ended and could not have its last attempt: of
     * full destinations only, since whatever else is due is tried.
     */
    static final String TAKE_OVERDUE = "UPDATE queued_part SET " + LeaseColumns.BEGINS + " WHERE id IN ("
            + "SELECT id FROM queued_part WHERE " + QUEUED + " AND destination = ANY (?) AND " + DUE + " AND "
            + LeaseColumns.NOT_UNDER + " AND kind = 'ordinary' AND CASE WHEN expires_at > now()"
            + " THEN NOT delay_told AND created_at <= now() - ? * interval '1 millisecond'"
            + " ELSE ? AND expires_at <= now() - ? * interval '1 millisecond' END"
            + " ORDER BY next_attempt_at LIMIT " + TOLD_AT_ONCE + " FOR UPDATE SKIP LOCKED) RETURNING "
            + QueuedPartRow.COLUMNS;

    private final QueueTable table;
    private final DestinationPlaces places;
    private final DeliverySettings settings;
    private final LeaseOwner owner;
    private final LeaseKeeper leases;
    private final StrandedParts stranded;
    private final Map<Priority, Walk> walks = new ConcurrentHashMap<>();

    /**
     * Where the next walk goes on.
     *
     * @param notBefore not over and over again when there is nothing to be found
     */
    private record Walk(DestinationName behind, Instant notBefore) {

        static final Walk FIRST = new Walk(DestinationName.FIRST, Instant.MIN);

        /** After a whole way on which nothing was found there is nothing to be found for a while. */
        Walk to(DestinationName end, boolean inVain) {
            boolean wholeWay = behind.equals(DestinationName.FIRST) && end.equals(DestinationName.FIRST);
            return new Walk(end, wholeWay && inVain ? Instant.now().plus(AFTER_NOTHING) : Instant.MIN);
        }
    }

    private record Due(DestinationName there, int parts) {}

    private record Taken(DestinationName there, TakenPart part) {}

    private record Leased(DestinationName there, PartRow row) {}

    DueParts(
            DataSource database,
            DestinationPlaces places,
            DeliverySettings settings,
            LeaseOwner owner,
            LeaseKeeper leases,
            StrandedParts stranded) {
        this.table = new QueueTable(database);
        this.places = places;
        this.settings = settings;
        this.owner = owner;
        this.leases = leases;
        this.stranded = stranded;
    }

    /** Takes parts of that priority under a lease, in a transaction of its own. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<TakenPart> take(Priority priority, int limit) {
        FreePlaces free = places.free(priority);
        List<Taken> taken = new ArrayList<>(takeLongestDue(priority, free, limit));
        // Only parts of destinations that may take no more can stand before others: else all that is due was seen.
        if (taken.size() < limit && (free.areNoneSomewhere() || limit <= kept(priority))) {
            taken.addAll(takeBehind(priority, free, limit - taken.size()));
        }
        return taken.stream().map(Taken::part).toList();
    }

    /**
     * Takes parts that wait for a place, and whose senders must hear so, under a lease, in a transaction of its own.
     *
     * @param ended also those that have ended, and have waited for their last attempt as long as for any
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<TakenPart> takeOverdue(boolean ended) {
        List<DestinationName> full = places.free(Priority.ORDINARY).full();
        if (full.isEmpty()) {
            return List.of();
        }
        List<PartRow> leased = table.query(
                TAKE_OVERDUE,
                statement -> {
                    int at = LeaseColumns.bind(statement, 1, owner, settings.lease());
                    statement.setInt(at, Priority.ORDINARY.column());
                    statement.setArray(at + 1, names(statement, full));
                    at = LeaseColumns.bindAll(statement, at + 2, leases.running());
                    statement.setLong(at, settings.delayNotice().toMillis());
                    statement.setBoolean(at + 1, ended);
                    statement.setLong(at + 2, settings.retryMaximum().toMillis());
                },
                PartRow::read);
        List<TakenPart> taken = new ArrayList<>();
        for (PartRow row : leased) {
            row.part()
                    .ifPresentOrElse(
                            part -> taken.add(new TakenPart(part, row.lease())), () -> stranded.unreadable(row));
        }
        return taken;
    }

    private static Array names(PreparedStatement statement, Collection<DestinationName> destinations)
            throws SQLException {
        return statement
                .getConnection()
                .createArrayOf(
                        "text",
                        destinations.stream().map(DestinationName::value).toArray());
    }

    private List<Taken> takeLongestDue(Priority priority, FreePlaces free, int limit) {
        Map<DestinationName, Integer> chosen = new LinkedHashMap<>();
        int left = limit;
        for (Due due : look(priority)) {
            int some = Math.min(due.parts(), most(priority, free, due.there(), left));
            if (some > 0) {
                chosen.put(due.there(), some);
                free.use(due.there(), some);
                left -= some;
            }
        }
        return take(priority, chosen, limit);
    }

    /**
     * How many of the places that are left a destination may have. The last ones are for destinations at which nothing is
     * under way: a few slow ones would have all of them else, and what is due elsewhere would wait for their backlogs.
     */
    private int most(Priority priority, FreePlaces free, DestinationName there, int left) {
        int shared = left - kept(priority);
        return Math.min(free.at(there), free.isNew(there) ? Math.min(left, Math.max(1, shared)) : Math.max(0, shared));
    }

    private int kept(Priority priority) {
        return priority == Priority.ORDINARY ? Reserve.of(settings.concurrency()) : 0;
    }

    /** From destination to destination, so that each comes to its turn however much is due at those before it. */
    private List<Taken> takeBehind(Priority priority, FreePlaces free, int limit) {
        Walk walk = walks.getOrDefault(priority, Walk.FIRST);
        if (Instant.now().isBefore(walk.notBefore())) {
            return List.of();
        }
        List<Taken> taken = new ArrayList<>();
        DestinationName behind = walk.behind();
        boolean atEnd;
        do {
            List<DestinationName> next = following(priority, behind);
            atEnd = next.size() < STEPS;
            behind = atEnd ? DestinationName.FIRST : next.getLast();
            Map<DestinationName, Integer> chosen = new LinkedHashMap<>();
            int left = limit - taken.size();
            next.forEach(there -> chosen.put(there, most(priority, free, there, left)));
            chosen.values().removeIf(some -> some == 0);
            taken.addAll(take(priority, chosen, left));
        } while (!atEnd && taken.size() < limit);
        // Where the limit ended it, those behind the last one that was served are next.
        DestinationName end = taken.size() < limit
                ? behind
                : taken.stream()
                        .map(Taken::there)
                        .max(DestinationName::compareTo)
                        .orElse(behind);
        walks.put(priority, walk.to(end, taken.isEmpty()));
        return taken;
    }

    private List<Due> look(Priority priority) {
        return table.query(
                LOOK,
                statement -> statement.setInt(1, priority.column()),
                row -> new Due(new DestinationName(row.getString("destination")), row.getInt("parts")));
    }

    private List<DestinationName> following(Priority priority, DestinationName behind) {
        return table.query(
                WALK,
                statement -> {
                    statement.setInt(1, priority.column());
                    statement.setString(2, behind.value());
                    statement.setInt(3, priority.column());
                },
                row -> new DestinationName(row.getString("destination")));
    }

    private List<Taken> take(Priority priority, Map<DestinationName, Integer> chosen, int limit) {
        if (chosen.isEmpty()) {
            return List.of();
        }
        List<Leased> leased = table.query(
                TAKE,
                statement -> {
                    statement.setArray(1, names(statement, chosen.keySet()));
                    statement.setArray(
                            2,
                            statement
                                    .getConnection()
                                    .createArrayOf("int4", chosen.values().toArray()));
                    statement.setInt(3, priority.column());
                    int at = LeaseColumns.bindAll(statement, 4, leases.running());
                    statement.setInt(at, limit);
                    LeaseColumns.bind(statement, at + 1, owner, settings.lease());
                },
                row -> new Leased(new DestinationName(row.getString("destination")), PartRow.read(row)));
        List<Taken> taken = new ArrayList<>();
        for (Leased one : leased) {
            one.row()
                    .part()
                    .ifPresentOrElse(
                            part -> taken.add(new Taken(
                                    one.there(), new TakenPart(part, one.row().lease()))),
                            () -> stranded.unreadable(one.row()));
        }
        return taken;
    }
}
