package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EventDataTest {

    @Test
    void thereIsASampleOfEachTypeAndEachHasTheNameThatConsumersKnow() {
        assertThat(Samples.oneOfEach())
                .extracting(data -> data.type().key())
                .containsExactly(
                        "message.received",
                        "message.decided",
                        "message.delivered",
                        "message.deferred",
                        "message.bounced",
                        "message.held",
                        "message.released",
                        "message.rerouted",
                        "message.retried",
                        "message.refused",
                        "message.outcome-unknown",
                        "inbound.received",
                        "inbound.delivered",
                        "inbound.refused",
                        "portal.stored",
                        "portal.notified",
                        "portal.opened",
                        "portal.replied",
                        "portal.expired",
                        "consent.recorded",
                        "consent.revoked",
                        "rules.changed",
                        "certificate.added",
                        "certificate.key-changed",
                        "certificate.confirmed",
                        "certificate.capabilities-changed",
                        "certificate.revoked",
                        "certificate.expiring",
                        "certificate.anchor-added",
                        "certificate.anchor-removed",
                        "certificate.crl-added",
                        "dkim-key.added",
                        "dkim-key.activated",
                        "dkim-key.retired",
                        "dkim-key.removed",
                        "key.added",
                        "key.certified",
                        "key.expiring",
                        "key.retired",
                        "key.destroyed",
                        "key.issued",
                        "key.revoked",
                        "key.backed-up",
                        "key.restored",
                        "account.added",
                        "account.password-reset",
                        "account.certificate-changed",
                        "account.disabled",
                        "access.signed-in",
                        "access.denied")
                .containsExactlyElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::key).toList());
    }

    @TestFactory
    Stream<DynamicTest> comesBackFromJsonAsItWas() {
        return eachSample(data ->
                assertThat(EventJson.read(data.type(), EventJson.write(data))).isEqualTo(data));
    }

    @TestFactory
    Stream<DynamicTest> holdsNoAddressInClear() {
        return eachSample(data -> assertThat(EventJson.write(data)).doesNotContain("@"));
    }

    @TestFactory
    Stream<DynamicTest> isWrittenInItsCanonicalForm() {
        return eachSample(data -> {
            String json = EventJson.write(data);
            assertThat(json).isEqualTo(CanonicalJson.of(EventJson.tree(json)));
        });
    }

    @Property(tries = 300)
    void isWrittenInItsCanonicalFormWhateverItsTextsHold(
            @ForAll String text, @ForAll Map<@AlphaChars String, Integer> counts) {
        DecisionRecord decision =
                new DecisionRecord("smime", text, List.of(), 1, List.of(), counts, List.of(), Optional.of(text));
        String json = EventJson.write(
                new MessageEvent.Decided(List.of(), decision, IntendedAction.DELIVER, Optional.empty()));
        assertThat(json).isEqualTo(CanonicalJson.of(EventJson.tree(json)));
    }

    @Test
    void leavesOutAnAddressThatSomeonePutIntoARulesName() {
        DecisionReason reason = new DecisionReason(
                DecisionReason.Kind.FLOOR, "smime", "rule \"all to Anna.Probe@patients.example\" line 4", "By rule.");
        DecisionRecord decision = new DecisionRecord(
                "smime",
                "Because of anna@patients.example.",
                List.of(reason),
                1,
                List.of(),
                Map.of(),
                List.of(),
                Optional.empty());
        String json = EventJson.write(
                new MessageEvent.Decided(List.of(), decision, IntendedAction.DELIVER, Optional.empty()));
        assertThat(json).doesNotContain("@").doesNotContain("patients.example").contains("rule \\\"all to [address]");
    }

    @Property(tries = 300)
    void noTextEverCarriesAnAtSignOrWhatTheDatabaseCannotStore(@ForAll String text) {
        String stored = EventText.clean(text + " x@y.example " + text);
        assertThat(stored).doesNotContain("@").doesNotContain("\0");
        assertThat(stored.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE))
                .isTrue();
    }

    private static Stream<DynamicTest> eachSample(Consumer<EventData> check) {
        return Samples.oneOfEach().stream()
                .map(data -> DynamicTest.dynamicTest(data.type().key(), () -> check.accept(data)));
    }
}
