package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.consent.RecipientIdentity;
import org.sealpost.delivery.Lookup;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.MalwareVerdict;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Additions;
import org.sealpost.policy.Decision;
import org.sealpost.policy.Floor;
import org.sealpost.policy.Origin;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Requirement;

/** Which recipients of a message share a copy and a transaction. */
class MessagePartTest {

    private static final MessageContent NOTHING_FOUND = new MessageContent(
            new Findings(Map.of(), Set.of(), Set.of(), List.of(), List.of(), Optional.empty()),
            new MalwareVerdict.NotScanned());

    private static final Requirement NOTHING_REQUIRED = new Requirement(
            List.of(),
            List.of(),
            true,
            Optional.empty(),
            Optional.empty(),
            Additions.NONE,
            "anyone else",
            "no health information in it",
            0);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # level and recipient at a next hop | parts
            TLS a@a.example, TLS b@a.example                          | a@a.example b@a.example
            TLS a@a.example, PLAIN b@a.example                        | a@a.example, b@a.example
            TLS a@a.example, TLS b@b.example                          | a@a.example, b@b.example
            SMIME a@a.example, SMIME b@a.example                      | a@a.example, b@a.example
            TLS a@a.example, TLS jürgen@a.example, TLS b@a.example    | a@a.example b@a.example, jürgen@a.example
            TLS é@a.example, TLS jürgen@a.example                     | é@a.example jürgen@a.example
            """)
    void recipientsShareAPartUnlessOnesNeedsWouldBeTheOthersLoss_RFC_6531_3_2(String decided, String parts) {
        List<MessagePart> split = MessagePart.split(Arrays.stream(decided.split(", "))
                .map(one -> one.split(" "))
                .map(one -> decided(Protection.valueOf(one[0]), one[1]))
                .toList());

        assertThat(addresses(split)).isEqualTo(parts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what stops it and for whom: why/text/what demands holding | parts
            REJECT none/call a@a.example, REJECT none/call b@a.example          | a@a.example b@a.example
            REJECT none/call a@a.example, REJECT rule/not public b@a.example    | a@a.example, b@a.example
            REJECT first/call a@a.example, REJECT other/call b@a.example            | a@a.example b@a.example
            REJECT rule/no a@a.example, REJECT rule/other b@a.example           | a@a.example, b@a.example
            HOLD unread/-/malware a@a.example, HOLD unread/-/malware b@a.example | a@a.example b@a.example
            HOLD unread/-/malware a@a.example, HOLD unread/-/rule b@a.example   | a@a.example, b@a.example
            HOLD first/-/malware a@a.example, HOLD other/-/malware b@a.example      | a@a.example b@a.example
            HOLD unread/-/- a@a.example, HOLD no way/-/- b@a.example            | a@a.example, b@a.example
            TLS this/-/- a@a.example, TLS that/-/- b@a.example                  | a@a.example b@a.example
            """)
    void whoIsStoppedForAnotherReasonHearsThatReason(String decided, String parts) {
        List<MessagePart> split = MessagePart.split(Arrays.stream(decided.split(", "))
                .map(one -> {
                    Protection protection = Protection.valueOf(one.substring(0, one.indexOf(' ')));
                    String address = one.substring(one.lastIndexOf(' ') + 1);
                    String[] why = one.substring(one.indexOf(' ') + 1, one.lastIndexOf(' '))
                            .split("/");
                    return stopped(protection, address, why);
                })
                .toList());

        assertThat(addresses(split)).isEqualTo(parts);
    }

    @Test
    void eventsHaveTheReasonsOfEachThoughTheSenderHearsOneText() {
        MessagePart part = new MessagePart(List.of(
                stopped(Protection.REJECT, "a@a.example", "no consent", "call"),
                stopped(Protection.REJECT, "b@a.example", "revoked", "call"),
                stopped(Protection.REJECT, "c@a.example", "no consent", "call")));

        assertThat(addresses(part.bySummary())).isEqualTo("a@a.example c@a.example, b@a.example");
        assertThat(part.bySummary())
                .extracting(one -> one.decision().summary())
                .containsExactly("no consent", "revoked");
    }

    private static DecidedRecipient stopped(Protection protection, String address, String... why) {
        Optional<String> text = protection == Protection.REJECT ? Optional.of(why[1]) : Optional.empty();
        List<Floor> holding = why.length > 2 && !why[2].equals("-")
                ? List.of(new Floor(Protection.HOLD, new Origin.Malware(), why[2]))
                : List.of();
        return decided(protection, address, why[0], text, holding);
    }

    private static String addresses(List<MessagePart> parts) {
        return parts.stream()
                .map(part -> part.mailboxes().stream().map(Mailbox::address).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }

    /** Somebody at that level, for no reason in particular. */
    static DecidedRecipient decided(Protection protection, String address) {
        return decided(protection, address, "nothing asks for more", Optional.empty(), List.of());
    }

    private static DecidedRecipient decided(
            Protection protection, String address, String summary, Optional<String> refusal, List<Floor> floors) {
        Mailbox recipient = mailbox(address);
        Requirement required = NOTHING_REQUIRED;
        for (Floor floor : floors) {
            required = required.withFloor(floor);
        }
        return new DecidedRecipient(
                new Considered(recipient, new RecipientIdentity.Stranger(), NOTHING_FOUND, required),
                new Decision(
                        protection,
                        floors,
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        refusal,
                        Additions.NONE,
                        summary,
                        0,
                        OptionalLong.empty(),
                        Optional.empty()),
                Optional.empty(),
                new Lookup.Unknown("of " + recipient.domain()),
                new Reached.NotWanted());
    }

    private static Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
