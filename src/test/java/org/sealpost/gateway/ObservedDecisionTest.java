package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sealpost.consent.RecipientIdentity;
import org.sealpost.delivery.Lookup;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.MalwareVerdict;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Additions;
import org.sealpost.policy.Decider;
import org.sealpost.policy.Decision;
import org.sealpost.policy.Feasibility;
import org.sealpost.policy.Floor;
import org.sealpost.policy.Origin;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Requirement;
import org.sealpost.policy.RuleSet;

/** What is said of a message whose practice only observes, above all where something that is in force stops it. */
class ObservedDecisionTest {

    private static final String LIMIT = "sealpost.limits.sender-recipients-per-hour";
    private static final Floor TOO_MANY =
            new Floor(Protection.HOLD, new Origin.Setting(LIMIT), "the sender has written to more people");
    private static final Floor RULE =
            new Floor(Protection.HOLD, new Origin.Rule("look at it", 3), "somebody is to look at it");

    private final Decider decider = new Decider(RuleSet.empty());

    @Test
    void whatPassesSaysWhatItWouldHaveBeen() throws Exception {
        Decision decision = decided(observing(RULE)).decision();

        assertThat(decision.protection()).isEqualTo(Protection.PLAIN);
        assertThat(decision.insteadOf()).contains(Protection.HOLD);
        assertThat(decision.summary()).startsWith("Observed only, it would have been ");
        assertThat(decision.rules()).containsExactly("look at it");
    }

    @Test
    void whatALimitHoldsSaysSoAndIsNoObservation() throws Exception {
        DecidedRecipient held = decided(observing().demanding(TOO_MANY));

        assertThat(held.decision().protection()).isEqualTo(Protection.HOLD);
        assertThat(held.decision().summary()).contains(TOO_MANY.why()).doesNotContain("Observed only");
        assertThat(held.decision().alternatives())
                .allSatisfy(lost -> assertThat(lost.why()).contains(TOO_MANY.why()));
        assertThat(held.decision().floors()).contains(TOO_MANY);
        assertThat(SendingLimits.isCause(held.decision())).isTrue();
        assertThat(held.holding()).containsExactly(TOO_MANY.why());
    }

    @Test
    void whoReleasesItReleasesNoRuleThatWasOnlyObserved() throws Exception {
        DecidedRecipient held = decided(observing(RULE).demanding(TOO_MANY));

        assertThat(held.holding()).containsExactly(TOO_MANY.why());
        assertThat(held.decision().rules()).containsExactly("look at it");
    }

    @Test
    void whatRequireTlsStopsSaysSo() throws Exception {
        Considered demanded = observing();
        Decision decision = decided(demanded.with(demanded.requirement().requiringTls(true)))
                .decision();

        assertThat(decision.protection()).isEqualTo(Protection.HOLD);
        assertThat(decision.summary()).contains("REQUIRETLS").doesNotContain("Observed only");
    }

    private DecidedRecipient decided(Considered considered) {
        Feasibility clear = Feasibility.everything()
                .without(Protection.TLS, "no TLS")
                .without(Protection.VERIFIED_TLS, "no TLS")
                .without(Protection.SMIME, "no certificate")
                .without(Protection.PORTAL, "no patient");
        Decision demanded = decider.decide(considered.asDecided().requirement(), clear);
        return new DecidedRecipient(
                considered,
                demanded.observed(decider.decide(considered.requirement(), clear)),
                Optional.empty(),
                new Lookup.Unknown("not looked for"),
                new Reached.NotWanted());
    }

    private static Considered observing(Floor... floors) throws Exception {
        Requirement requirement = new Requirement(
                List.of(floors),
                List.of(),
                true,
                Optional.empty(),
                Optional.empty(),
                Additions.NONE,
                "Recipient is no patient",
                "nothing about patients found",
                7);
        MessageContent nothing = new MessageContent(
                new Findings(Map.of(), Set.of(), Set.of(), List.of(), List.of(), Optional.empty()),
                new MalwareVerdict.NotScanned());
        return new Considered(
                        Mailbox.parse("friend@example.org"), new RecipientIdentity.Stranger(), nothing, requirement)
                .observing();
    }
}
