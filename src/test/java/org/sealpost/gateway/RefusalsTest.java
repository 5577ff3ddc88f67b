package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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
    void oneReasonIsOneReply() {
        Reply byRule = Reply.of(550, "5.7.30", Refusals.REQUIRE_TLS);

        assertThat(Refusals.together(List.of(byRule, byRule))).isEqualTo(byRule);
    }
}
