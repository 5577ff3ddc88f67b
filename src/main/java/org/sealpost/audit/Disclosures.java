package org.sealpost.audit;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/**
 * What was told of a practice's patients, from the events, for whoever accounts for it (45 CFR 164.528). A message in which
 * nobody was identified and that went to no patient is none. No index helps: each event would pay for it, and an accounting
 * is asked for seldom.
 */
public final class Disclosures {

    /** With the decision that the event is an outcome of; what is read in the portal has no attempt of its own. */
    private static final String SELECT = "SELECT " + StoredEvent.COLUMNS + """
            , d.data::text AS decided
            FROM audit_event e
            LEFT JOIN LATERAL (
                SELECT i.data FROM audit_event i
                WHERE i.practice = e.practice AND i.message = e.message AND i.type = 'message.decided'
                  AND (e.attempt IS NULL OR i.attempt = e.attempt) AND i.position < e.position
                ORDER BY i.position DESC LIMIT 1) d ON true
            WHERE e.practice = ? AND e.type IN ('message.delivered', 'message.outcome-unknown', 'portal.opened')
            """;

    private static final String SOUGHT = """
              AND e.occurred_at >= ? AND e.occurred_at < ?
              AND (?::uuid IS NULL OR e.position <= (
                  SELECT b.position FROM audit_event b WHERE b.practice = ? AND b.id = ?::uuid))
              AND CASE WHEN e.type = 'portal.opened' THEN ?::text IS NULL OR e.data ->> 'patient' = ?
                  ELSE EXISTS (
                      SELECT 1 FROM json_array_elements_text(d.data -> 'decision' -> 'patients') AS told (patient)
                      WHERE ?::text IS NULL OR told.patient = ?) END
            ORDER BY e.position DESC LIMIT ?
            """;

    private static final String CONSENT = "consent ";

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
                        return all(statement);
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
            return all(statement);
        }
    }

    private static List<Disclosure> all(PreparedStatement statement) throws SQLException {
        List<Disclosure> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Optional<String> decided = Optional.ofNullable(rows.getString("decided"));
                found.addAll(of(StoredEvent.read(rows).toEvent(), decided.map(EventJson::tree)));
            }
        }
        return found;
    }

    private static List<Disclosure> of(AuditEvent event, Optional<JsonNode> decided) {
        if (event.data() instanceof MessageEvent.Delivered out) {
            Disclosure.Way way =
                    new Disclosure.Way.Mail(Optional.of(out.nextHop()), out.address(), Optional.of(out.protection()));
            return each(event, out.recipients(), true, way, decided);
        }
        if (event.data() instanceof MessageEvent.OutcomeUnknown out) {
            Disclosure.Way way = new Disclosure.Way.Mail(
                    decided.flatMap(intent -> text(intent.path("nextHop"))),
                    Optional.empty(),
                    decided.flatMap(intent -> text(intent.path("decision").path("protection"))));
            return each(event, out.recipients(), false, way, decided);
        }
        return event.data() instanceof PortalEvent.Opened read ? List.of(read(event, read, decided)) : List.of();
    }

    /** Of several decisions about the message the last is not always the one about that recipient. */
    private static Disclosure read(AuditEvent event, PortalEvent.Opened read, Optional<JsonNode> decided) {
        Optional<JsonNode> about = decided.filter(intent ->
                texts(intent.path("recipients")).anyMatch(read.recipient().value()::equals));
        return new Disclosure(
                event.id(),
                0,
                event.time(),
                event.message(),
                read.patient(),
                read.recipient(),
                true,
                new Disclosure.Way.Portal(),
                about.map(Disclosures::consents).orElse(List.of()));
    }

    private static List<Disclosure> each(
            AuditEvent event,
            List<Pseudonym> recipients,
            boolean known,
            Disclosure.Way way,
            Optional<JsonNode> decided) {
        List<String> patients = decided.stream()
                .flatMap(intent -> texts(intent.path("decision").path("patients")))
                .toList();
        return IntStream.range(0, patients.size() * recipients.size())
                .mapToObj(place -> new Disclosure(
                        event.id(),
                        place,
                        event.time(),
                        event.message(),
                        patients.get(place / recipients.size()),
                        recipients.get(place % recipients.size()),
                        known,
                        way,
                        decided.map(Disclosures::consents).orElse(List.of())))
                .toList();
    }

    /** As the gateway writes them among the reasons. */
    private static List<UUID> consents(JsonNode decided) {
        Set<UUID> consents = new LinkedHashSet<>();
        for (JsonNode reason : decided.path("decision").path("reasons")) {
            String origin = reason.path("origin").asText("");
            if (origin.startsWith(CONSENT)) {
                uuid(origin.substring(CONSENT.length())).ifPresent(consents::add);
            }
        }
        return List.copyOf(consents);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode text) {
        return Optional.ofNullable(text.textValue());
    }

    private static Stream<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts.stream();
    }
}
