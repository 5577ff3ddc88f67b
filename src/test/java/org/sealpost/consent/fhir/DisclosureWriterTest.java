package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Disclosure;
import org.sealpost.audit.Disclosure.Way;
import org.sealpost.audit.Pseudonym;
import org.sealpost.mail.MessageId;

/** What IHE's profile PrivacyDisclosure.Source of Basic Audit Log Patterns demands of each AuditEvent. */
class DisclosureWriterTest {

    private static final String BASE = "https://sealpost.practice.example/fhir";
    private static final Pseudonym RECIPIENT = new Pseudonym("0123456789abcdef0123456789abcdef");

    @Test
    void hasOneSourceWhichObservesOneRecipientAndOnePatientBesideWhatWasTold() {
        for (Way way : List.of(
                new Way.Mail(Optional.of("mx.mail.example:25"), Optional.of("192.0.2.1"), Optional.of("smime")),
                new Way.Mail(Optional.of("mx.mail.example:25"), Optional.empty(), Optional.empty()),
                new Way.Portal())) {
            AuditEvent event = write(way, true);

            assertThat(event.getAgent())
                    .extracting(agent -> agent.getType().getCodingFirstRep().getCode())
                    .containsExactly("110153", "110152");
            assertThat(event.getAgent()).allMatch(AuditEvent.AuditEventAgentComponent::hasNetwork);
            assertThat(event.getAgent()
                            .getFirst()
                            .getWho()
                            .equalsDeep(event.getSource().getObserver()))
                    .isTrue();
            assertThat(event.getEntity())
                    .extracting(entity -> entity.getRole().getCode())
                    .containsExactly("1", "3");
            assertThat(FhirJson.write(event)).contains("\"recorded\":\"2026-01-31T00:00:00");
        }
    }

    @Test
    void whatNobodyKnowsToHaveArrivedSaysSo() {
        AuditEvent event = write(new Way.Portal(), false);

        assertThat(event.getOutcome()).isEqualTo(AuditEventOutcome._4);
        assertThat(event.getOutcomeDesc()).isEqualTo("It is not known whether it arrived: it counts as told.");
    }

    private static AuditEvent write(Way way, boolean known) {
        Disclosure told = new Disclosure(
                new UUID(0, 1),
                0,
                Instant.parse("2026-01-31T00:00:00Z"),
                Optional.of(MessageId.next()),
                "P-1001",
                RECIPIENT,
                known,
                way,
                List.of());
        return new DisclosureWriter(new PatientIdSystem("urn:ids"), BASE).write(told, Optional.empty(), List.of());
    }
}
