package org.sealpost.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.Begin;
import org.sealpost.smtp.server.MailTransaction;
import org.sealpost.smtp.server.ReceivedMessage;
import org.sealpost.smtp.server.SelfSignedCertificate;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.ServerTls;
import org.sealpost.smtp.server.SmtpServer;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.RunningSealpost;
import org.sealpost.testing.SmtpDialogue;
import org.sealpost.testing.Submission;

/** 500 clients send 10 MB each at once to the packaged program with a heap of 512 MB, while 200 more rest under TLS. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FloodIT {

    private static final int CLIENTS = 500;
    private static final int RESTING = 200;
    private static final int CHUNK = 1 << 20;
    private static final String RECIPIENT = "b@partner.example";
    private static final byte[] TEXT = message("", "x".repeat(76) + "\r\n", 10_000_000);
    /** One letter that is not Latin makes a text twice as large in memory, and markup is taken out of a text. */
    private static final byte[] HTML = message(
            "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
            "<p>an <b>ordinary</b> line of text, \u0434\u0430, gr\u00fcn &amp; \u4e2d\u6587, and its end</p>\r\n",
            10_000_000);

    @TempDir
    private Path home;

    private final AtomicInteger arrived = new AtomicInteger();

    /** How a client sends its message; all of them at once, in turn. */
    private enum Way {
        DATA_WITH_SIZE,
        DATA_WITHOUT_SIZE,
        ONE_CHUNK_WITH_SIZE,
        CHUNKS_WITHOUT_SIZE
    }

    /** What becomes of a message, and so how many copies of it there are. */
    private enum Fate {
        RELAYED(TEXT),
        RELAYED_AND_JOURNALED(TEXT),
        QUEUED(TEXT),
        INSPECTED_AS_HTML_IN_UTF_8(HTML);

        private final byte[] body;

        Fate(byte[] body) {
            this.body = body;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachMessageIsTakenOrRefusedForNowAndTheNextOneIsServed(Fate fate) throws Exception {
        try (SmtpServer sink = countingSink();
                RunningSealpost gateway = RunningSealpost.start(home, settings(fate, sink.port()))) {
            List<SmtpDialogue> resting = rest(gateway);
            Map<Integer, Long> replies = flood(gateway.smtpPort(), fate.body);

            assertThat(replies).containsKey(250).containsKey(452);
            assertThat(replies.keySet())
                    .as("%s\n%s", replies, gateway.printed())
                    .isSubsetOf(250, 421, 451, 452);
            // While markup is inspected the processors are full, and the database may be too late for one or the other.
            assertThat(replies.getOrDefault(451, 0L))
                    .as("%s\n%s", replies, gateway.printed())
                    .isLessThanOrEqualTo(fate == Fate.INSPECTED_AS_HTML_IN_UTF_8 ? CLIENTS / 100 : 0);
            assertThat(gateway.printed()).doesNotContain("OutOfMemoryError");
            if (fate != Fate.QUEUED) {
                // What the next hop did not take at once is in the queue.
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(arrived.get())
                                .isGreaterThanOrEqualTo(replies.get(250).intValue()));
            }
            for (SmtpDialogue client : resting) {
                client.play("C: NOOP\nS: 250 *").close();
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(new Submission(gateway.smtpPort(), "ada@practice.example")
                                    .to("after@partner.example")
                                    .sendRaw(new String(TEXT, StandardCharsets.US_ASCII))
                                    .code())
                            .isEqualTo(250));
        }
    }

    /** Sealed for each of them, it would fill the heap if more than one of the copies were kept. */
    @Test
    void oneMessageToSixtyPatientsNeedsTheMemoryOfOne() throws Exception {
        StringBuilder patients = new StringBuilder()
                .append("patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at\n");
        String[] recipients = new String[60];
        for (int i = 0; i < recipients.length; i++) {
            recipients[i] = "pat" + i + "@patients.example";
            patients.append("P-%d,Jo,Sample,1968-04-27,%s,portal,all,2026-01-02\n".formatted(i, recipients[i]));
        }
        try (SmtpServer sink = countingSink();
                RunningSealpost gateway = RunningSealpost.start(home, settings(Fate.RELAYED, sink.port()))) {
            gateway.post("/api/v1/patients:import", "text/csv", patients.toString());

            String reply = new Submission(gateway.smtpPort(), "ada@practice.example")
                    .to(recipients)
                    .sendRaw(new String(TEXT, StandardCharsets.US_ASCII))
                    .toString();

            assertThat(reply).startsWith("250 ").endsWith("accepted");
            assertThat(gateway.printed()).doesNotContain("OutOfMemoryError");
        }
    }

    private static byte[] message(String fields, String line, int size) {
        byte[] header = ("From: <ada@practice.example>\r\nSubject: a lot\r\n" + fields + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(header.length + size / octets.length * octets.length)
                .put(header);
        while (message.hasRemaining()) {
            message.put(octets);
        }
        return message.array();
    }

    private static List<SmtpDialogue> rest(RunningSealpost gateway) throws Exception {
        List<SmtpDialogue> resting = new ArrayList<>();
        for (int i = 0; i < RESTING; i++) {
            resting.add(SmtpDialogue.connect(gateway.smtpPort()).play("""
                    S: 220 *
                    C: EHLO client.example
                    S+ 250 HELP
                    C: STARTTLS
                    S: 220 *
                    C! tls
                    """));
        }
        return resting;
    }

    private static Map<Integer, Long> flood(int port, byte[] body) throws Exception {
        CountDownLatch connected = new CountDownLatch(CLIENTS);
        List<Future<Integer>> results = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                Way way = Way.values()[i % Way.values().length];
                results.add(clients.submit(() -> send(port, way, body, connected)));
            }
        }
        List<Integer> codes = new ArrayList<>();
        for (Future<Integer> result : results) {
            codes.add(result.get());
        }
        return codes.stream().collect(Collectors.groupingBy(code -> code, Collectors.counting()));
    }

    /** @return the code of the first reply that decided about the message */
    private static int send(int port, Way way, byte[] body, CountDownLatch connected) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Duration.ofMinutes(3).toMillis());
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            code(in);
            say(out, "EHLO client.example");
            code(in);
            connected.countDown();
            connected.await();
            boolean sized = way == Way.DATA_WITH_SIZE || way == Way.ONE_CHUNK_WITH_SIZE;
            say(out, "MAIL FROM:<ada@practice.example>" + (sized ? " SIZE=" + body.length : ""));
            say(out, "RCPT TO:<" + RECIPIENT + ">");
            for (int i = 0; i < 2; i++) {
                int code = code(in);
                if (code != 250) {
                    return code;
                }
            }
            return switch (way) {
                case DATA_WITH_SIZE, DATA_WITHOUT_SIZE -> data(in, out, body);
                case ONE_CHUNK_WITH_SIZE -> chunks(in, out, body, body.length);
                case CHUNKS_WITHOUT_SIZE -> chunks(in, out, body, CHUNK);
            };
        }
    }

    private static int data(BufferedReader in, OutputStream out, byte[] body) throws IOException {
        say(out, "DATA");
        int code = code(in);
        if (code != 354) {
            return code;
        }
        out.write(body);
        say(out, ".");
        return code(in);
    }

    private static int chunks(BufferedReader in, OutputStream out, byte[] body, int size) throws IOException {
        for (int from = 0; from < body.length; from += size) {
            int length = Math.min(size, body.length - from);
            boolean last = from + length == body.length;
            say(out, "BDAT " + length + (last ? " LAST" : ""));
            out.write(body, from, length);
            int code = code(in);
            if (code != 250 || last) {
                return code;
            }
        }
        throw new AssertionError("no chunk was the last");
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static int code(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith("-", 3)) {
            line = in.readLine();
        }
        assertThat(line).as("a connection ended without a reply").isNotNull();
        return Integer.parseInt(line.substring(0, 3));
    }

    private Map<String, String> settings(Fate fate, int sinkPort) throws Exception {
        int nextHop = fate == Fate.QUEUED ? FreePort.next() : sinkPort;
        Map<String, String> settings = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS", "-Xmx512m",
                "SEALPOST_RELAY_HOST", "localhost",
                "SEALPOST_RELAY_PORT", Integer.toString(nextHop),
                "SEALPOST_RELAY_TRUST", certificate().toString(),
                "SEALPOST_RELAY_PROTECTS_ONWARD", "true"));
        if (fate == Fate.RELAYED_AND_JOURNALED) {
            settings.put("SEALPOST_JOURNAL_ADDRESS", "journal@archive.example");
        }
        return settings;
    }

    /** Not all of so large a message is inspected: it goes to nobody who does not prove himself. */
    private Path certificate() throws Exception {
        Path certificate = home.resolve("relay.crt");
        SelfSignedCertificate.createIfMissing(certificate, home.resolve("relay.key"), "localhost");
        return certificate;
    }

    /** A next hop that only counts: the heap of the tests would not hold what arrives. */
    private SmtpServer countingSink() throws Exception {
        SmtpServer sink = new SmtpServer(
                ServerSettings.defaults().withTls(ServerTls.load(certificate(), home.resolve("relay.key"))),
                (client, from, parameters) -> new Begin.Accepted(new Counting()),
                new MemoryBudget(1L << 32));
        sink.start();
        return sink;
    }

    private final class Counting implements MailTransaction {

        /** The messages themselves, not what tells of them or copies them. */
        private boolean counts;

        @Override
        public Reply recipient(Mailbox recipient, RecipientRequest request) {
            counts |= recipient.address().equals(RECIPIENT);
            return Reply.of(250, "2.1.5", "Ok");
        }

        @Override
        public Reply data(ReceivedMessage message) {
            message.memory().close();
            if (counts) {
                arrived.incrementAndGet();
            }
            return Reply.of(250, "2.0.0", "Ok");
        }

        @Override
        public void abort() {
            // Nothing was kept.
        }
    }
}
