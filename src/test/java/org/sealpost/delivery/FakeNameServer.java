package org.sealpost.delivery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on the loopback address that knows what a test tells it, and signs nothing. */
public final class FakeNameServer implements AutoCloseable {

    private final DatagramSocket socket;
    private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();

    public FakeNameServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /** As the setting takes it. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** @param data such as {@code 10 mx.clinic.example.} */
    public FakeNameServer knows(String name, String type, String data) {
        try {
            Name owner = Name.fromString(name + ".");
            records.computeIfAbsent(owner, fresh -> new CopyOnWriteArrayList<>())
                    .add(Record.fromString(owner, Type.value(type), DClass.IN, 60, data, Name.root));
            return this;
        } catch (IOException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** Knows nothing of the name any more. */
    public void forgets(String name) throws IOException {
        records.remove(Name.fromString(name + "."));
    }

    /** Answers SERVFAIL to that question from now on. */
    FakeNameServer fails(String name, String type) {
        failing.add(name + ". " + type);
        return this;
    }

    /** Does not answer that question at all. */
    FakeNameServer isSilentAbout(String name, String type) {
        silent.add(name + ". " + type);
        return this;
    }

    int questions() {
        return asked.get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                socket.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                String question = query.getQuestion().getName() + " "
                        + Type.string(query.getQuestion().getType());
                asked.incrementAndGet();
                if (!silent.contains(question)) {
                    byte[] wire = answer(query, failing.contains(question)).toWire();
                    socket.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private Message answer(Message query, boolean fails) {
        Record asked = query.getQuestion();
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(asked, Section.QUESTION);
        List<Record> known = records.getOrDefault(asked.getName(), List.of());
        if (fails) {
            reply.getHeader().setRcode(Rcode.SERVFAIL);
        } else if (known.isEmpty()) {
            reply.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        known.stream()
                .filter(one -> !fails && (one.getType() == asked.getType() || one.getType() == Type.CNAME))
                .forEach(one -> reply.addRecord(one, Section.ANSWER));
        return reply;
    }
}
