package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
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

        assertThat(split.stream()
                        .map(part ->
                                part.mailboxes().stream().map(Mailbox::address).collect(Collectors.joining(" ")))
                        .collect(Collectors.joining(", ")))
                .isEqualTo(parts);
    }

    private static DecidedRecipient decided(Protection protection, String address) {
        Mailbox recipient = mailbox(address);
        return new DecidedRecipient(
                new Considered(recipient, new RecipientIdentity.Stranger(), NOTHING_FOUND, NOTHING_REQUIRED),
                new Decision(
                        protection,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Additions.NONE,
                        "nothing asks for more",
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
