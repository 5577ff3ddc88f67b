package org.sealpost.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.Mailbox;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class MailExchangersTest {

    @Test
    void triesExchangersInOrderOfPreference() throws Exception {
        Lookup found = lookup(query -> with(query, "20 second.example.", "10 first.example."));

        assertEquals(
                List.of("first.example", "second.example"),
                assertInstanceOf(Lookup.Found.class, found).destination().peers().stream()
                        .map(peer -> peer.nextHop().host())
                        .toList());
    }

    @Test
    void rfc5321ADomainWithoutExchangerTakesItsMailItself() throws Exception {
        Lookup found = lookup(query -> query.getQuestion().getType() == Type.A ? with(query, "192.0.2.1") : query);

        assertEquals(
                25,
                assertInstanceOf(Lookup.Found.class, found)
                        .destination()
                        .first()
                        .port());
    }

    @Test
    void rfc7505NullMxIsPermanent() throws Exception {
        assertEquals("5.1.10", impossible(lookup(query -> with(query, "0 ."))));
    }

    @Test
    void aDomainThatDoesNotExistIsPermanent() throws Exception {
        assertEquals("5.1.2", impossible(lookup(query -> code(query, Rcode.NXDOMAIN))));
    }

    @Test
    void aDomainWithoutExchangerAndAddressIsPermanent() throws Exception {
        assertEquals("5.1.10", impossible(lookup(query -> query)));
    }

    @Test
    void aNameServerThatFailsOnTheAddressIsTemporary() throws Exception {
        assertInstanceOf(
                Lookup.Unknown.class,
                lookup(query -> query.getQuestion().getType() == Type.MX ? query : code(query, Rcode.SERVFAIL)));
    }

    @Test
    void aNameServerThatFailsIsTemporary() throws Exception {
        assertInstanceOf(Lookup.Unknown.class, lookup(query -> code(query, Rcode.SERVFAIL)));
    }

    private static String impossible(Lookup lookup) {
        return assertInstanceOf(Lookup.Impossible.class, lookup)
                .reply()
                .enhanced()
                .orElseThrow()
                .toString();
    }

    private static Message code(Message message, int code) {
        message.getHeader().setRcode(code);
        return message;
    }

    private static Message with(Message message, String... records) {
        Arrays.stream(records).forEach(text -> {
            try {
                Record asked = message.getQuestion();
                message.addRecord(
                        Record.fromString(
                                asked.getName(), asked.getType(), asked.getDClass(), 60, text, asked.getName()),
                        Section.ANSWER);
            } catch (IOException wrong) {
                throw new IllegalArgumentException(wrong);
            }
        });
        return message;
    }

    /** Looks up a domain at a name server that answers so. */
    private static Lookup lookup(UnaryOperator<Message> answer) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(socket, answer));
            DeliverySettings settings = new SmallRyeConfigBuilder()
                    .withConverter(Duration.class, 200, new DurationConverter())
                    .withMapping(DeliverySettings.class)
                    .withDefaultValue("sealpost.delivery.name-server", "127.0.0.1:" + socket.getLocalPort())
                    .build()
                    .getConfigMapping(DeliverySettings.class);
            return new MailExchangers(settings)
                    .of(
                            Mailbox.parse("someone@clinic" + socket.getLocalPort() + ".example")
                                    .domain(),
                            false);
        }
    }

    private static void serve(DatagramSocket socket, UnaryOperator<Message> answer) {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                socket.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                Message reply = new Message(query.getHeader().getID());
                reply.getHeader().setFlag(Flags.QR);
                reply.addRecord(query.getQuestion(), Section.QUESTION);
                byte[] wire = answer.apply(reply).toWire();
                socket.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }
}
