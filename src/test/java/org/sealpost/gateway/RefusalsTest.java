package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.policy.Additions;
import org.sealpost.policy.Decider;
import org.sealpost.policy.Decision;
import org.sealpost.policy.Feasibility;
import org.sealpost.policy.Requirement;
import org.sealpost.policy.RuleSet;
import org.sealpost.smtp.Reply;

/** What a client is told when everyone is refused. */
class RefusalsTest {

    @Test
    void whoIsRefusedForSeveralReasonsHearsEachOnce() {
        Reply byRule = Reply.of(550, "5.7.1", "Patient information must not be posted to a public site.");
        Reply byConsent = Reply.of(550, "5.7.1", "This patient asked to receive no e-mail at all; please call.");

        assertThat(Refusals.together(List.of(byRule, byConsent, byRule)).wire())
                .isEqualTo("550-5.7.1 Patient information must not be posted to a public site.\r\n"
                        + "550 5.7.1 This patient asked to receive no e-mail at all; please call.\r\n");
    }

    @Test
    void rfc8689Section4Point2Point1WhereThereIsNoProvenTlsIsAnotherCodeThanWhereThereIsNoPromise() {
        assertThat(Refusals.reply(refused(World.NO_PROVEN_TLS)).toString()).startsWith("550 5.7.10 ");
        assertThat(Refusals.reply(refused(World.NO_REQUIRETLS)).toString()).startsWith("550 5.7.30 ");
        assertThat(Refusals.ofRequireTls("no certificate is on record")).isEmpty();
    }

    private static Decision refused(String obstacle) {
        Requirement requirement = new Requirement(
                List.of(), List.of(), true, Optional.empty(), Optional.empty(), Additions.NONE, "", "", 1);
        return new Decider(RuleSet.empty())
                .decide(requirement.requiringTls(true), Feasibility.everything())
                .refused(Refusals.ofRequireTls(obstacle).orElseThrow(), obstacle);
    }

    @Test
    void oneReasonIsOneReply() {
        Reply byRule = Reply.of(550, "5.7.30", Refusals.REQUIRE_TLS);

        assertThat(Refusals.together(List.of(byRule, byRule))).isEqualTo(byRule);
    }
}
