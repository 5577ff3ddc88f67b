package relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One scenario: its contestants, its next hop, its rounds in turn. */
final class Arena implements AutoCloseable {

    /** Seconds without an arrival after which nothing more is expected. */
    private static final int SILENCE_SECONDS = 150;

    private static final Duration FLUSH_EVERY = Duration.ofSeconds(15);

    /** Seconds that a relay may take to be idle again. */
    private static final int SETTLE_SECONDS = 20;

    /** CPU seconds in half a second below which a relay is idle. */
    private static final double IDLE = 0.05;

    /** Messages from which the long queue is multiplied, and their size. */
    private static final int SEED = 100;

    private static final int SEED_SIZE = 2 * 1024;

    /** Octets of the messages that warm up. */
    private static final int SMALL = 10 * 1024;

    private final Options options;
    private final Scenario scenario;
    private final Path top;
    private final Path folder;
    private final TlsIdentity tls;
    private final Broker broker;
    private final Optional<Encrypting> encrypting;
    private final int nextHopPort = Ports.free();
    private final List<Letter> letters;
    private final Map<Relay, List<Round>> rounds = new LinkedHashMap<>();
    private final List<Round> warmups = new ArrayList<>();
    private final List<Tally> pending = new ArrayList<>();
    private boolean finished;
    private Optional<Sink> sink = Optional.empty();
    private Optional<SocketChannel> refusing = Optional.empty();

    /** @param encrypting for contestants that encrypt */
    Arena(
            Options options,
            Scenario scenario,
            Path top,
            TlsIdentity tls,
            Broker broker,
            Optional<Encrypting> encrypting)
            throws IOException {
        this.options = options;
        this.scenario = scenario;
        this.top = top;
        this.tls = tls;
        this.broker = broker;
        this.encrypting = encrypting;
        folder = options.work().resolve(scenario.name());
        letters = new Letters(options.plain()).write(scenario.size());
    }

    /** Driver straight to the next hop: more than this no relay can show. */
    Round ceiling() throws IOException {
        try (Sink straight = new Sink(0, scenario.tls() ? Optional.of(tls) : Optional.empty())) {
            ProcessTree none = new ProcessTree(-1);
            send(straight.port(), Math.min(options.warmup(), most()), Optional.of(straight), none);
            return send(straight.port(), messages(), Optional.of(straight), none);
        }
    }

    /** Starts everybody and sends nothing; returns when Enter is pressed. The next hop is whoever takes its port. */
    void hold() throws IOException {
        startAll();
        for (Relay relay : rounds.keySet()) {
            System.out.printf(
                    "%s: 127.0.0.1:%d, process %d%n",
                    relay.name(), relay.port(), relay.processes().root());
        }
        System.out.printf("All relay to 127.0.0.1:%d, where nobody listens. Enter ends them.%n", nextHopPort);
        System.in.read();
        finished = true;
    }

    /** Starts everybody, warms them up, measures them in turn, and sees that everything arrived. */
    List<Series> run() throws IOException {
        // Whoever listens from the beginning keeps its port from everybody else who looks for a free one.
        boolean queuesFirst = scenario.contestants().contains(Contestant.SEALPOST_WITH_BACKLOG);
        if (scenario.away() || queuesFirst) {
            refuse();
        } else {
            listen();
        }
        startAll();
        if (!scenario.away() && queuesFirst) {
            listen();
        }
        List<Letter> small = new Letters(options.plain()).write(SMALL);
        for (Relay relay : rounds.keySet()) {
            warmups.add(send(relay.port(), warmup(relay), small, sink, relay.processes()));
            warmups.add(send(relay.port(), relay.share(Math.min(options.warmup(), most())), sink, relay.processes()));
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (Relay relay : rounds.keySet()) {
                rounds.get(relay).add(send(relay.port(), relay.share(messages()), sink, relay.processes()));
            }
        }
        List<Series> series = new ArrayList<>();
        if (scenario.away()) {
            deliverAll();
        }
        for (Map.Entry<Relay, List<Round>> entry : rounds.entrySet()) {
            series.add(new Series(scenario, entry.getKey().name(), entry.getKey().durability(), entry.getValue()));
        }
        finished = true;
        return series;
    }

    /** Arrivals at the next hop that nobody sent, and whatever went wrong while warming up. */
    int unknown() {
        return sink.map(Sink::unknown).orElse(0)
                + warmups.stream()
                        .flatMap(round -> round.faults().values().stream())
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    /**
     * Small messages before the first round: by their number a JVM becomes warm, not by their size. Postfix has nothing to
     * compile, and a few start its processes.
     */
    private int warmup(Relay relay) {
        return relay.share(relay instanceof Postfix ? Math.max(1, options.warmup() / 20) : options.warmup());
    }

    /** Messages of the scenario's own size before the first round. */
    private int most() {
        return Math.clamp(100L * 1024 * 1024 / scenario.size(), 100, 1_000);
    }

    private int messages() {
        return options.messages().orElse(scenario.messages());
    }

    private void startAll() throws IOException {
        if (!options.only().isEmpty() && scenario.contestants().stream().noneMatch(options.only()::contains)) {
            throw new BenchmarkFailure(
                    "Nobody of --only takes part in " + scenario.name() + ": name others, or other scenarios.");
        }
        for (Contestant contestant : scenario.contestants()) {
            if (options.only().isEmpty() || options.only().contains(contestant)) {
                rounds.put(start(contestant), new ArrayList<>());
            }
        }
    }

    private Relay start(Contestant contestant) throws IOException {
        Path own = folder.resolve(contestant.name().toLowerCase(Locale.ROOT));
        NextHop next = new NextHop(nextHopPort, scenario.tls() ? Optional.of(tls.certificate()) : Optional.empty());
        return switch (contestant) {
            case SEALPOST -> new Sealpost("Sealpost", top, own, next, tls, broker, Optional.empty());
            case SEALPOST_WITH_BACKLOG ->
                withBacklog(new Sealpost("Sealpost, queue", top, own, next, tls, broker, Optional.empty()));
            case SEALPOST_ENCRYPTS -> new Sealpost("Sealpost, encrypts", top, own, next, tls, broker, encrypting);
            case POSTFIX -> new Postfix(Postfix.Mode.QUEUE, own, next, tls, Optional.empty());
            case POSTFIX_PROXY -> new Postfix(Postfix.Mode.PROXY, own, next, tls, Optional.empty());
            case POSTFIX_KEEPS_TLS -> new Postfix(Postfix.Mode.QUEUE_KEEPS_TLS, own, next, tls, Optional.empty());
            case POSTFIX_FILTER -> new Postfix(Postfix.Mode.FILTER, own, next, tls, encrypting);
        };
    }

    /** Queues some messages, for the next hop is away, and copies their rows. None of them is due while this runs. */
    private Sealpost withBacklog(Sealpost sealpost) throws IOException {
        Load seed = new Load(
                new Load.Plan(SEED, 10, 1, Optional.empty()),
                sealpost.port(),
                new Letters(options.plain()).write(SEED_SIZE),
                new Tally(SEED));
        seed.run();
        int copies = Math.max(0, options.backlog() / SEED - 1);
        // An attempt that is running puts its part off by itself, and would bring it back within the run.
        while (sealpost.update("UPDATE queued_part SET next_attempt_at = now() + interval '1 day'"
                        + " WHERE next_attempt_at < now() + interval '12 hours' OR lease_until > now()")
                > 0) {
            Ports.pause(500);
        }
        sealpost.update("INSERT INTO queued_part SELECT (jsonb_populate_record(part, jsonb_build_object("
                + "'id', gen_random_uuid(), 'message', gen_random_uuid(), 'lease_owner', NULL, 'lease_until', NULL))).*"
                + " FROM queued_part part, generate_series(1, " + copies + ")");
        sealpost.update("ANALYZE queued_part");
        return sealpost;
    }

    private Round send(int port, int messages, Optional<Sink> counting, ProcessTree processes) {
        return send(port, messages, letters, counting, processes);
    }

    private Round send(
            int port, int messages, List<Letter> what, Optional<Sink> counting, ProcessTree processes) {
        Tally tally = new Tally(messages);
        counting.ifPresent(next -> next.count(tally));
        pending.add(tally);
        Load load = new Load(
                new Load.Plan(
                        messages,
                        scenario.clients(),
                        scenario.kept(),
                        scenario.tls() ? Optional.of(tls) : Optional.empty()),
                port,
                what,
                tally);
        Meter meter = new Meter(processes, broker.processes());
        load.run();
        if (counting.isPresent()) {
            await(load, tally);
        }
        settle(processes);
        Meter.Reading reading = meter.stop();
        // Not before: reading them takes longer than the relay took.
        encrypting.ifPresent(keys -> tally.open(message -> what.get(message % what.size()).recipient(), keys));
        return new Round(
                load, tally, reading.cpuSeconds(), reading.memory(), reading.driverSeconds(), reading.otherShare());
    }

    /** The next hop comes back, and everything that was accepted without it must arrive. */
    private void deliverAll() throws IOException {
        listen();
        pending.forEach(sink.orElseThrow()::count);
        // Again and again: both let a next hop rest for a while that did not answer, and put off what comes up meanwhile.
        Thread flushing = Thread.ofVirtual().start(this::keepFlushing);
        rounds.values().forEach(all -> all.forEach(round -> await(round.load(), round.tally())));
        warmups.forEach(round -> await(round.load(), round.tally()));
        flushing.interrupt();
        rounds.keySet().forEach(relay -> settle(relay.processes()));
    }

    private void keepFlushing() {
        try {
            while (true) {
                for (Relay relay : rounds.keySet()) {
                    relay.flush();
                }
                Thread.sleep(FLUSH_EVERY);
            }
        } catch (InterruptedException delivered) {
            Thread.currentThread().interrupt();
        } catch (IOException relayGone) {
            System.err.println("A relay's queue could not be flushed: " + relayGone.getMessage());
        }
    }

    private static void await(Load load, Tally tally) {
        int accepted = load.transactions().length;
        long limit = System.nanoTime() + SILENCE_SECONDS * 1_000_000_000L;
        int seen = tally.different();
        while (tally.different() < accepted && System.nanoTime() < limit) {
            Ports.pause(20);
            if (tally.different() != seen) {
                seen = tally.different();
                limit = System.nanoTime() + SILENCE_SECONDS * 1_000_000_000L;
            }
        }
    }

    private static void settle(ProcessTree processes) {
        long limit = System.nanoTime() + SETTLE_SECONDS * 1_000_000_000L;
        double before = processes.seconds();
        while (System.nanoTime() < limit) {
            Ports.pause(500);
            double now = processes.seconds();
            if (now - before < IDLE) {
                return;
            }
            before = now;
        }
    }

    /** The next hop's port is taken but nobody listens: whoever connects is refused. */
    private void refuse() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), nextHopPort));
        refusing = Optional.of(channel);
    }

    private void listen() throws IOException {
        if (refusing.isPresent()) {
            refusing.get().close();
            refusing = Optional.empty();
        }
        sink = Optional.of(new Sink(nextHopPort, scenario.tls() ? Optional.of(tls) : Optional.empty()));
    }

    /** Ends the relays, of which there are none any more when the arena was closed. */
    void end() {
        List.copyOf(rounds.keySet()).forEach(Relay::close);
    }

    @Override
    public void close() throws IOException {
        end();
        rounds.clear();
        if (sink.isPresent()) {
            sink.get().close();
        }
        if (refusing.isPresent()) {
            refusing.get().close();
        }
        if (finished) {
            // What failed leaves its logs.
            Folder.delete(folder);
        }
    }
}
