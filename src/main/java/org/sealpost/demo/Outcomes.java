package org.sealpost.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.sealpost.demo.PracticeServer.Submission;
import org.sealpost.demo.Sample.Expected;

/** Asks the API what became of the samples, until each is what it must be or the time is over. */
final class Outcomes {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 250;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final GatewayClient gateway;
    private final Instant started;

    /** @param started before the first sample was sent; older messages are of an earlier run */
    Outcomes(GatewayClient gateway, Instant started) {
        this.gateway = gateway;
        this.started = started;
    }

    /** One outcome for each recipient, in the order of the samples. */
    List<Outcome> await(List<Submission> submissions) throws DemoFailure, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<Outcome> outcomes = read(submissions);
            if (outcomes.stream().allMatch(Outcome::isAsExpected) || System.nanoTime() > end) {
                return outcomes;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private List<Outcome> read(List<Submission> submissions) throws DemoFailure, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Submission submission : submissions) {
            Optional<JsonNode> message = message(submission);
            for (Expected expected : submission.sample().expected()) {
                outcomes.add(message.flatMap(known -> outcome(submission.sample(), expected, known))
                        .orElseGet(() -> Outcome.unknown(
                                submission.sample().shows(),
                                expected,
                                submission.reply().toString())));
            }
        }
        return outcomes;
    }

    private Optional<JsonNode> message(Submission submission) throws DemoFailure, InterruptedException {
        Matcher id = ID.matcher(submission.reply().text());
        if (id.find()) {
            return Optional.of(gateway.message(id.group()));
        }
        // A refusal names no id: it is the newest message of this run to that recipient.
        String recipient = submission.sample().expected().getFirst().recipient();
        Optional<String> newest = stream(gateway.messages())
                .filter(message -> Instant.parse(message.path("receivedAt").asText("1970-01-01T00:00:00Z"))
                        .isAfter(started))
                .filter(message -> message.path("kind").asText().equals("message"))
                .filter(message -> recipient(message, recipient).isPresent())
                .map(message -> message.path("id").asText())
                .findFirst();
        return newest.isPresent() ? Optional.of(gateway.message(newest.get())) : Optional.empty();
    }

    private static Optional<Outcome> outcome(Sample sample, Expected expected, JsonNode message) {
        return recipient(message, expected.recipient())
                .map(recipient -> new Outcome(
                        sample.shows(),
                        expected,
                        recipient.path("decision").path("protection").asText(""),
                        recipient.path("state").asText(""),
                        recipient.path("decision").path("summary").asText("")));
    }

    private static Optional<JsonNode> recipient(JsonNode message, String address) {
        return stream(message.path("recipients"))
                .filter(one -> one.path("recipient").path("address").asText().equals(address))
                .findFirst();
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
