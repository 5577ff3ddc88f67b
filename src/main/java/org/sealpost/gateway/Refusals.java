package org.sealpost.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.MessageId;
import org.sealpost.policy.Decision;
import org.sealpost.smtp.Reply;

/** What a sender is told of a message that does not go. */
final class Refusals {

    /**
     * What the sender of a message with REQUIRETLS is told where the next hop proves who it is and promises nothing.
     */
    static final String REQUIRE_TLS = "The next mail server does not promise to keep the message under TLS all the way"
            + " (REQUIRETLS): send it without that demand, or reach the recipient in another way";

    /** The same where it proves nothing, or has no TLS. */
    static final String NO_PROVEN_TLS = "The next mail server cannot be reached over TLS by which it proves who it is"
            + " (REQUIRETLS): send it without that demand, or reach the recipient in another way";

    private Refusals() {}

    /** What the sender of a message with REQUIRETLS is told where that is the obstacle; nothing of any other. */
    static Optional<String> ofRequireTls(String obstacle) {
        return switch (obstacle) {
            case World.NO_REQUIRETLS -> Optional.of(REQUIRE_TLS);
            case World.NO_PROVEN_TLS -> Optional.of(NO_PROVEN_TLS);
            default -> Optional.empty();
        };
    }

    /**
     * By decision: policy, not the address, is the cause (RFC 3463 X.7.1; for REQUIRETLS see RFC 8689 section 4.2.1).
     */
    static Reply reply(Decision decision) {
        String text = decision.refusalText().orElse("The practice's rules do not allow this message to be sent");
        if (text.equals(REQUIRE_TLS)) {
            return Reply.of(550, "5.7.30", text);
        }
        if (text.equals(NO_PROVEN_TLS)) {
            return Reply.of(550, "5.7.10", text);
        }
        return Reply.of(550, "5.7.1", text.replaceAll("\\p{Cntrl}", " "));
    }

    /** One reply for recipients who are refused for different reasons: the first one's codes, and what is said of each. */
    static Reply together(List<Reply> refusals) {
        Reply first = refusals.getFirst();
        List<String> lines = refusals.stream()
                .flatMap(one -> one.lines().stream())
                .distinct()
                .toList();
        return new Reply(first.code(), first.enhanced(), lines);
    }

    /** The same with Sealpost's id of the message, by which staff find the explanation. */
    static Reply named(Reply refusal, MessageId id) {
        List<String> lines = new ArrayList<>(refusal.lines());
        lines.add("Message " + id);
        return new Reply(refusal.code(), refusal.enhanced(), lines);
    }

    /** The database cannot take responsibility now; the practice's server keeps the message. */
    static Reply notNow() {
        return Reply.of(451, "4.3.0", "Sealpost cannot record this message now; please try again later");
    }
}
