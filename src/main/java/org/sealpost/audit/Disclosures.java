package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/**
 * What was told of a practice's patients, from the events, for whoever accounts for it (45 CFR 164.528). A message in
 * which nobody was identified and that went to no patient is none. No index helps to find a patient: each event would pay
 * for it, and an accounting is asked for seldom.
 *
 * <p>Each recipient has decisions of their own. Whom a message identified, any of these may say: ciphertext that goes
 * again was read before it was encrypted, and only then.
 */
public final class Disclosures {

    private static final String SELECT = "SELECT " + StoredEvent.COLUMNS + " " + """
            FROM audit_event e
            WHERE e.practice = ? AND e.type IN ('message.delivered', 'message.outcome-unknown', 'portal.opened')
            """;

    /** The decisions about an event's message are found by the index of messages. */
    private static final String SOUGHT = """
              AND e.occurred_at >= ? AND e.occurred_at < ?
              AND (?::uuid IS NULL OR e.position <= (
                  SELECT b.position FROM audit_event b WHERE b.practice = ? AND b.id = ?::uuid))
              AND CASE WHEN e.type = 'portal.opened' THEN ?::text IS NULL OR e.data ->> 'patient' = ?
                  ELSE EXISTS (
                      SELECT 1 FROM audit_event i
                      WHERE i.practice = e.practice AND i.message = e.message AND i.type = 'message.decided'
                        AND i.position < e.position
                        AND EXISTS (
                            SELECT 1 FROM json_array_elements_text(i.data -> 'decision' -> 'patients') AS told (patient)
                            WHERE ?::text IS NULL OR told.patient = ?)
                        AND EXISTS (
                            SELECT 1 FROM json_array_elements_text(i.data -> 'recipients') AS named (recipient)
                            WHERE named.recipient IN (SELECT json_array_elements_text(e.data -> 'recipients')))) END
            ORDER BY e.position DESC LIMIT ?
            """;

    private final Transactions transactions;

    /** @param database that holds the events */
    public Disclosures(DataSource database) {
        this.transactions = new Transactions(database);
    }

    /**
     * Which are sought.
     *
     * @param patient by the practice's patient id; of anyone when missing
     * @param from the first moment
     * @param to the first moment after the period
     * @param after what was found last, to turn the page
     */
    public record Sought(Optional<String> patient, Instant from, Instant to, Optional<Place> after) {}

    /** Where a disclosure stands. */
    public record Place(UUID event, int place) {}

    /** The newest first, at most so many. */
    public List<Disclosure> find(PracticeId practice, Sought sought, int limit) {
        // Of the event at which the page is turned none, some or all are new.
        return transactions.read(connection -> find(connection, practice, sought, limit + 1)).stream()
                .filter(one ->
                        sought.patient().isEmpty() || sought.patient().get().equals(one.patient()))
                .filter(one -> sought.after().isEmpty()
                        || !one.event().equals(sought.after().get().event())
                        || one.place() > sought.after().get().place())
                .limit(limit)
                .toList();
    }

    /** One of them, if the practice has it. */
    public Optional<Disclosure> one(PracticeId practice, Place place) {
        return transactions
                .read(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(SELECT + " AND e.id = ?")) {
                        statement.setString(1, practice.value());
                        statement.setObject(2, place.event());
                        return all(connection, practice, statement);
                    }
                })
                .stream()
                .filter(one -> one.place() == place.place())
                .findFirst();
    }

    private static List<Disclosure> find(Connection connection, PracticeId practice, Sought sought, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + SOUGHT)) {
            String after = sought.after().map(place -> place.event().toString()).orElse(null);
            String patient = sought.patient().orElse(null);
            int column = 0;
            statement.setString(++column, practice.value());
            statement.setObject(++column, sought.from().atOffset(ZoneOffset.UTC));
            statement.setObject(++column, sought.to().atOffset(ZoneOffset.UTC));
            statement.setString(++column, after);
            statement.setString(++column, practice.value());
            statement.setString(++column, after);
            for (int i = 0; i < 4; i++) {
                statement.setString(++column, patient);
            }
            statement.setInt(++column, limit);
            return all(connection, practice, statement);
        }
    }

    private static List<Disclosure> all(Connection connection, PracticeId practice, PreparedStatement statement)
            throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                events.add(StoredEvent.read(rows));
            }
        }
        Intents intents = Intents.about(
                connection,
                practice,
                events.stream().flatMap(event -> event.message().stream()).collect(Collectors.toSet()));
        return events.stream().flatMap(event -> of(event, intents).stream()).toList();
    }

    private static List<Disclosure> of(StoredEvent stored, Intents intents) {
        EventData data = stored.toEvent().data();
        if (data instanceof MessageEvent.Delivered out) {
            Disclosure.Way way =
                    new Disclosure.Way.Mail(Optional.of(out.nextHop()), out.address(), Optional.of(out.protection()));
            return each(stored, out.recipients(), true, intents, intent -> way);
        }
        if (data instanceof MessageEvent.OutcomeUnknown out) {
            return each(
                    stored,
                    out.recipients(),
                    false,
                    intents,
                    intent -> new Disclosure.Way.Mail(
                            intent.flatMap(Intent::nextHop), Optional.empty(), intent.flatMap(Intent::protection)));
        }
        return data instanceof PortalEvent.Opened read ? List.of(read(stored, read, intents)) : List.of();
    }

    /** What is read in the portal has no attempt: it rests on the last decision about its recipient. */
    private static Disclosure read(StoredEvent stored, PortalEvent.Opened read, Intents intents) {
        List<Intent> decided = intents.before(stored, read.recipient().value());
        return new Disclosure(
                stored.id(),
                0,
                stored.time(),
                stored.message(),
                read.patient(),
                read.recipient(),
                true,
                new Disclosure.Way.Portal(),
                decided.isEmpty() ? List.of() : List.copyOf(decided.getLast().consents()));
    }

    /** What was told to one recipient of an event. */
    private record Told(Pseudonym recipient, Set<String> patients, Optional<Intent> intent) {

        private static Told of(StoredEvent stored, Pseudonym recipient, Intents intents) {
            List<Intent> decided = intents.before(stored, recipient.value());
            Set<String> patients = new LinkedHashSet<>();
            decided.forEach(intent -> patients.addAll(intent.patients()));
            return new Told(
                    recipient,
                    patients,
                    decided.stream()
                            .filter(intent -> intent.attempt().equals(stored.attempt()))
                            .reduce((before, after) -> after));
        }
    }

    private static List<Disclosure> each(
            StoredEvent stored,
            List<Pseudonym> recipients,
            boolean known,
            Intents intents,
            Function<Optional<Intent>, Disclosure.Way> way) {
        List<Told> told = recipients.stream()
                .map(recipient -> Told.of(stored, recipient, intents))
                .toList();
        Set<String> patients = new LinkedHashSet<>();
        told.forEach(one -> patients.addAll(one.patients()));
        List<Disclosure> disclosures = new ArrayList<>();
        for (String patient : patients) {
            for (Told one : told) {
                if (one.patients().contains(patient)) {
                    disclosures.add(new Disclosure(
                            stored.id(),
                            disclosures.size(),
                            stored.time(),
                            stored.message(),
                            patient,
                            one.recipient(),
                            known,
                            way.apply(one.intent()),
                            one.intent().map(Intent::consents).map(List::copyOf).orElse(List.of())));
                }
            }
        }
        return disclosures;
    }
}
