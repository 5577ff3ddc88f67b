package org.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** A name server that has the TXT records that tests publish, and no others. */
public final class TextRecords implements QuarkusTestResourceLifecycleManager {

    private static final int STRING = 255;
    private static final Map<String, List<String>> RECORDS = new ConcurrentHashMap<>();
    private static final DatagramSocket SOCKET = open();

    /** Publishes one more record at the name. */
    public static void publish(String name, String text) {
        RECORDS.computeIfAbsent(name.toLowerCase(Locale.ROOT), fresh -> new ArrayList<>())
                .add(text);
    }

    /** Where it listens, as host:port. */
    public static String address() {
        return "127.0.0.1:" + SOCKET.getLocalPort();
    }

    @Override
    public Map<String, String> start() {
        return Map.of("sealpost.dkim.name-server", address());
    }

    @Override
    public void stop() {
        // It ends with the JVM: other tests use it too.
    }

    private static DatagramSocket open() {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> serve(socket));
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void serve(DatagramSocket socket) {
        byte[] buffer = new byte[4096];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength())));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The JVM ends.
        }
    }

    private static byte[] answer(Message query) {
        Name name = query.getQuestion().getName();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        List<String> texts = RECORDS.getOrDefault(name.toString(true).toLowerCase(Locale.ROOT), List.of());
        if (texts.isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        texts.forEach(text -> answer.addRecord(new TXTRecord(name, DClass.IN, 60, strings(text)), Section.ANSWER));
        return answer.toWire();
    }

    private static List<String> strings(String text) {
        List<String> strings = new ArrayList<>();
        for (int at = 0; at < text.length(); at += STRING) {
            strings.add(text.substring(at, Math.min(text.length(), at + STRING)));
        }
        return strings;
    }
}
