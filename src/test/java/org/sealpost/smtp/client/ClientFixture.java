package org.sealpost.smtp.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.testing.ScriptedServer;
import org.sealpost.testing.TestIdentity;

/** What the tests of the client share. */
final class ClientFixture {

    static final ClientSettings SETTINGS =
            ClientSettings.defaults("gateway.example").withTimeouts(Duration.ofSeconds(10));

    private ClientFixture() {}

    static ClientSettings trusting(TestIdentity authority) {
        return SETTINGS.withTrust(TlsTrust.of(List.of(authority.certificate())));
    }

    static Peer hop(ScriptedServer server) {
        return Peer.named(new NextHop("localhost", server.port()));
    }

    static Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    static Envelope envelope(String... recipients) {
        return new Envelope(
                ReversePath.of(mailbox("a@practice.example")),
                Stream.of(recipients).map(ClientFixture::mailbox).toList(),
                BodyType.SEVEN_BIT,
                false);
    }

    static RawMessage message(String text) {
        return RawMessage.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<Integer> codes(List<RecipientReply> replies) {
        return replies.stream().map(one -> one.reply().code()).toList();
    }
}
