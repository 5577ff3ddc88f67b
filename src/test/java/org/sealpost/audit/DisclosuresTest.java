package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** Of whom a message told each of its recipients, as the decisions about that recipient say. */
class DisclosuresTest {

    private static final Pseudonym JANE = pseudonym("jane@patients.example");
    private static final Pseudonym BO = pseudonym("bo@patients.example");
    private static final Pseudonym LABORATORY = pseudonym("in@lab.example.org");
    private static final UUID CONSENT_OF_JANE = UUID.randomUUID();
    private static final UUID CONSENT_OF_BO = UUID.randomUUID();

    private final MessageId message = MessageId.next();
    private final UUID attempt = UUID.randomUUID();
    private AuditDatabase database;
    private Disclosures disclosures;

    @BeforeEach
    void migrate() throws SQLException {
        database = new AuditDatabase("20");
        disclosures = new Disclosures(database.program());
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void eachRecipientIsToldOfWhomTheirOwnDecisionNames() throws SQLException {
        store(
                event(attempt, decided(JANE, List.of(CONSENT_OF_JANE), "P-1")),
                event(attempt, decided(BO, List.of(CONSENT_OF_BO), "P-2")),
                event(attempt, decided(LABORATORY, List.of())),
                event(attempt, delivered(JANE, BO, LABORATORY)));

        assertThat(told("P-1")).containsExactly(told("P-1", JANE, CONSENT_OF_JANE));
        assertThat(told("P-2")).containsExactly(told("P-2", BO, CONSENT_OF_BO));
        List<Disclosure> all = find(Optional.empty(), 10);
        assertThat(all.stream().map(Told::of))
                .containsExactly(told("P-1", JANE, CONSENT_OF_JANE), told("P-2", BO, CONSENT_OF_BO));
        assertThat(all)
                .allSatisfy(one -> assertThat(
                                disclosures.one(PracticeId.DEFAULT, new Disclosures.Place(one.event(), one.place())))
                        .contains(one));
    }

    @Test
    void whatMayHaveArrivedIsAccountedForByRecipientToo() throws SQLException {
        store(
                event(attempt, decided(JANE, List.of(), "P-1")),
                event(attempt, decided(BO, List.of(), "P-2")),
                event(attempt, new MessageEvent.OutcomeUnknown(List.of(JANE, BO), UUID.randomUUID())));

        assertThat(told("P-1")).containsExactly(told("P-1", JANE));
        assertThat(find(Optional.of("P-2"), 10)).singleElement().satisfies(one -> {
            assertThat(one.recipient()).isEqualTo(BO);
            assertThat(one.known()).isFalse();
            assertThat(one.way())
                    .isEqualTo(new Disclosure.Way.Mail(
                            Optional.of("mx.patients.example:25"), Optional.empty(), Optional.of("verified-tls")));
        });
    }

    @Test
    void ciphertextThatGoesAgainTellsOfWhomItsFirstDecisionNamed() throws SQLException {
        UUID again = UUID.randomUUID();
        store(
                event(attempt, decided(LABORATORY, List.of(), "P-1")),
                event(
                        attempt,
                        new MessageEvent.Deferred(
                                List.of(LABORATORY),
                                Optional.empty(),
                                Optional.empty(),
                                "It is in doubt.",
                                Samples.TIME)),
                event(again, decided(LABORATORY, List.of())),
                event(again, delivered(LABORATORY)));

        assertThat(told("P-1")).containsExactly(told("P-1", LABORATORY));
    }

    @Test
    void whatIsReadInThePortalRestsOnTheLastDecisionAboutThatRecipient() throws SQLException {
        store(
                event(attempt, decided(JANE, List.of(CONSENT_OF_JANE), "P-1")),
                event(attempt, decided(BO, List.of(CONSENT_OF_BO), "P-2")),
                AuditEvent.of(PracticeId.DEFAULT, message, new PortalEvent.Opened(JANE, UUID.randomUUID(), "P-1")));

        assertThat(told("P-1")).containsExactly(told("P-1", JANE, CONSENT_OF_JANE));
        assertThat(told("P-2")).isEmpty();
    }

    @Test
    void aDecisionAboutAnotherRecipientOrAfterwardsIsNone() throws SQLException {
        store(
                event(attempt, decided(LABORATORY, List.of())),
                event(attempt, decided(BO, List.of(), "P-2")),
                event(attempt, delivered(LABORATORY)),
                event(attempt, decided(LABORATORY, List.of(), "P-1")));

        assertThat(find(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void turnsThePageWithinAnEvent() throws SQLException {
        store(
                event(attempt, decided(JANE, List.of(), "P-1", "P-2")),
                event(attempt, decided(BO, List.of(), "P-2", "P-3")),
                event(attempt, delivered(JANE, BO)));

        List<Told> pages = new ArrayList<>();
        Optional<Disclosures.Place> after = Optional.empty();
        do {
            List<Disclosure> page = disclosures.find(PracticeId.DEFAULT, sought(Optional.empty(), after), 1);
            page.stream().map(Told::of).forEach(pages::add);
            after = page.stream()
                    .map(one -> new Disclosures.Place(one.event(), one.place()))
                    .findFirst();
        } while (after.isPresent());
        assertThat(pages).containsExactly(told("P-1", JANE), told("P-2", JANE), told("P-2", BO), told("P-3", BO));
    }

    private record Told(String patient, Pseudonym recipient, List<UUID> consents) {

        private static Told of(Disclosure one) {
            return new Told(one.patient(), one.recipient(), one.consents());
        }
    }

    private static Told told(String patient, Pseudonym recipient, UUID... consents) {
        return new Told(patient, recipient, List.of(consents));
    }

    private List<Told> told(String patient) {
        return find(Optional.of(patient), 10).stream().map(Told::of).toList();
    }

    private List<Disclosure> find(Optional<String> patient, int limit) {
        return disclosures.find(PracticeId.DEFAULT, sought(patient, Optional.empty()), limit);
    }

    private static Disclosures.Sought sought(Optional<String> patient, Optional<Disclosures.Place> after) {
        return new Disclosures.Sought(patient, Instant.EPOCH, Instant.now().plusSeconds(60), after);
    }

    private AuditEvent event(UUID attempt, EventData data) {
        return AuditEvent.of(PracticeId.DEFAULT, message, attempt, data);
    }

    private static MessageEvent.Decided decided(Pseudonym recipient, List<UUID> consents, String... patients) {
        DecisionRecord decision = new DecisionRecord(
                "verified-tls",
                "The patient agreed to verified TLS.",
                consents.stream()
                        .map(id -> new DecisionReason(
                                DecisionReason.Kind.FLOOR, "verified-tls", "consent " + id, "The patient agreed."))
                        .toList(),
                1,
                List.of(patients),
                Map.of(),
                List.of(),
                Optional.empty());
        return new MessageEvent.Decided(
                List.of(recipient), decision, IntendedAction.DELIVER, Optional.of("mx.patients.example:25"));
    }

    private static MessageEvent.Delivered delivered(Pseudonym... recipients) {
        return new MessageEvent.Delivered(
                List.of(recipients),
                "verified-tls",
                "mx.patients.example:25",
                Optional.empty(),
                Optional.empty(),
                new ReplyCodes(250, Optional.empty()),
                List.of(),
                4800);
    }

    private void store(AuditEvent... events) throws SQLException {
        EventInsert insert = new EventInsert(UUID.randomUUID());
        try (Connection connection = database.program().getConnection()) {
            for (AuditEvent event : events) {
                insert.write(connection, List.of(EventRow.of(event, false)), List.of());
            }
        }
    }

    private static Pseudonym pseudonym(String address) {
        return Samples.PSEUDONYMS.of(PracticeId.DEFAULT, Samples.mailbox(address));
    }
}
