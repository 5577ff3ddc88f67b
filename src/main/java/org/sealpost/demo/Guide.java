package org.sealpost.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealpost.demo.PracticeServer.Submission;
import org.sealpost.demo.Terminal.Ink;
import org.sealpost.demo.mailbox.Arrival;
import org.sealpost.demo.mailbox.ReceivingMailbox;
import org.sealpost.smtp.client.SmtpFailure;

/** Shows around in a gateway that has started: fills it, sends the samples, tells what became of them. */
final class Guide {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private final Terminal terminal;
    private final GatewayClient gateway;
    private final DemoHome home;
    private final DemoPorts ports;
    private final ReceivingMailbox mailbox;

    Guide(Terminal terminal, GatewayClient gateway, DemoHome home, DemoPorts ports, ReceivingMailbox mailbox) {
        this.terminal = terminal;
        this.gateway = gateway;
        this.home = home;
        this.ports = ports;
        this.mailbox = mailbox;
    }

    /**
     * The tour.
     *
     * @param certificates of the sample recipients, in PEM
     * @return whether everything was as it must be
     */
    boolean lead(String certificates) throws DemoFailure, InterruptedException {
        fill(certificates);
        Instant started = Instant.now();
        List<Submission> submissions = send();
        List<Outcome> outcomes = new Outcomes(gateway, started).await(submissions);
        terminal.line();
        new OutcomeTable(terminal).lines(outcomes).forEach(terminal::line);
        boolean right = summary(submissions.size(), outcomes);
        boolean intact = audit();
        return right && intact;
    }

    /** Where everything is. */
    void addresses() throws InterruptedException {
        terminal.line();
        address("Console", "http://localhost:" + ports.http() + "/", "token: cat " + home.token());
        address("Mailbox", mailbox.address() + "/", "everything that left the gateway");
        portalLink()
                .ifPresent(link -> address(
                        "Portal",
                        link,
                        "Grace Hill, born 14 March 1958 (03/14/1958); the code arrives in the mailbox"));
        address("SMTP", "localhost:" + ports.smtp(), "hand in mail of your own, as the practice's server does");
        address("Rules", home.rules().toString(), "change them while it runs");
        address("Log", home.log().toString(), "");
    }

    private void fill(String certificates) throws DemoFailure, InterruptedException {
        gateway.describePractice(new DemoResource("practice.json").text());
        JsonNode report = gateway.importPatients(new DemoResource("patients.csv").text());
        if (!report.path("refused").isEmpty()) {
            throw new DemoFailure("The sample patients were refused: remove the folder " + home.folder() + ".");
        }
        int known = report.path("imported").asInt()
                + report.path("updated").asInt()
                + report.path("unchanged").asInt();
        int pinned = gateway.importCertificates(certificates).size();
        terminal.line("  " + known + " sample patients and " + pinned + " certificates are on record.");
    }

    private List<Submission> send() throws DemoFailure {
        List<Submission> submissions = new ArrayList<>();
        try (PracticeServer server = PracticeServer.connect(ports.smtp())) {
            for (Sample sample : Sample.all()) {
                submissions.add(server.submit(sample));
            }
        } catch (SmtpFailure failure) {
            throw new DemoFailure("The samples could not be handed in: look into " + home.log() + ".", failure);
        }
        terminal.line("  " + submissions.size() + " messages were handed in as the practice's mail server does.");
        return submissions;
    }

    private boolean summary(int messages, List<Outcome> outcomes) {
        long wrong =
                outcomes.stream().filter(outcome -> !outcome.isAsExpected()).count();
        String counted = messages + " messages to " + outcomes.size() + " recipients";
        terminal.line(" " + terminal.mark(wrong == 0) + "  "
                + (wrong == 0
                        ? counted + ": each became what it must."
                        : counted + ": " + wrong + " became" + " something else; the log says more."));
        return wrong == 0;
    }

    private boolean audit() throws DemoFailure, InterruptedException {
        JsonNode chain = verified();
        long events = chain.path("events").asLong();
        boolean intact = chain.path("intact").asBoolean() && events > 0;
        terminal.line(" " + terminal.mark(intact) + "  The audit's chain of " + events + " events is "
                + (intact ? "whole." : "broken."));
        long read = new EventStream(System.getProperty("kafka.bootstrap.servers", "")).count(events, PATIENCE);
        terminal.line(" " + terminal.mark(read >= events) + "  " + read + " events were read back from Kafka, topic "
                + EventStream.TOPIC + ".");
        return intact && read >= events;
    }

    /** The chain, once its events are no more becoming more: the chainer follows a moment behind. */
    private JsonNode verified() throws DemoFailure, InterruptedException {
        JsonNode before = gateway.verify();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(PAUSE_MILLIS * 5);
            JsonNode now = gateway.verify();
            if (now.equals(before) && now.path("events").asLong() > 0) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private void address(String name, String where, String what) {
        terminal.line("    " + terminal.paint(Ink.BOLD, String.format("%-8s", name)) + "  "
                + terminal.paint(Ink.CYAN, where));
        if (!what.isEmpty()) {
            terminal.line("              " + terminal.paint(Ink.DIM, what));
        }
    }

    /** The link in the notice to the patient who reads in the portal, once the notice has arrived. */
    private Optional<String> portalLink() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<String> link = mailbox.arrivals().newestFirst().stream()
                    .filter(arrival -> arrival.recipients().stream()
                            .anyMatch(recipient -> recipient.address().equals("grace.hill@mail.example")))
                    .map(this::link)
                    .flatMap(Optional::stream)
                    .reduce((newer, older) -> older);
            if (link.isPresent()) {
                return link;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Optional.empty();
    }

    private Optional<String> link(Arrival arrival) {
        Pattern pattern = Pattern.compile("http://localhost:" + ports.http() + "/portal/m/[A-Za-z0-9_-]+");
        Matcher found = pattern.matcher(arrival.plainText().orElse(""));
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
