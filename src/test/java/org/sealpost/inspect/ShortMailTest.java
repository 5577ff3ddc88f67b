package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mail of practices and what only looks like it, from {@link #FILES} in {@code bench/phi/mail/learnt}; no patient is on a
 * practice's list.
 */
class ShortMailTest {

    private static final List<String> FILES = List.of(
            "short-mail.txt",
            "practice-mail.txt",
            "departments-mail.txt",
            "specialists-mail.txt",
            "village-mail.txt",
            "corridor-mail.txt",
            "outbound-mail.txt",
            "errand-mail.txt",
            "counter-mail.txt",
            "switchboard-mail.txt",
            "waiting-room-mail.txt",
            "afterhours-mail.txt");

    enum Verdict {
        BOTH,
        IDENTIFIER,
        HEALTH,
        NEITHER;

        static Verdict of(Findings findings) {
            return findings.tellsOfSomeonesHealth()
                    ? BOTH
                    : findings.identifiesSomeone() ? IDENTIFIER : findings.tellsOfHealth() ? HEALTH : NEITHER;
        }
    }

    /** @param missed whether the search is known to say something else */
    record Mail(Verdict verdict, boolean missed, String subject, String body) {

        static Mail parse(String block) {
            int lineEnd = block.indexOf('\n');
            String[] head = block.substring(0, lineEnd).split(" \\| ", 2);
            String[] verdict = head[0].split(" ", -1);
            return new Mail(
                    Verdict.valueOf(verdict[0].toUpperCase(Locale.ROOT)),
                    verdict.length > 1,
                    head[1],
                    block.substring(lineEnd + 1));
        }

        Verdict found() {
            return Verdict.of(InspectorTest.inspect(
                    "From: Reception <a@practice.example>\nTo: b@example.org\nSubject: " + subject + "\nContent-Type: "
                            + type() + "; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body));
        }

        private String type() {
            return body.startsWith("<")
                    ? "text/html"
                    : body.startsWith("BEGIN:VCALENDAR") ? "text/calendar" : "text/plain";
        }

        @Override
        public String toString() {
            return verdict + " " + subject + ": " + body.lines().findFirst().orElse("");
        }
    }

    static List<Mail> all() throws IOException {
        List<Mail> all = new ArrayList<>();
        for (String file : FILES) {
            all.addAll(read("learnt/" + file));
        }
        return all;
    }

    static List<Mail> read(String file) throws IOException {
        String text = Files.readString(Path.of("bench/phi/mail", file));
        return Arrays.stream(text.split("(?m)^=== ", -1))
                .skip(1)
                .map(Mail::parse)
                .toList();
    }

    static Stream<Mail> understood() throws IOException {
        return all().stream().filter(mail -> !mail.missed());
    }

    static Stream<Mail> missed() throws IOException {
        return all().stream().filter(Mail::missed);
    }

    @ParameterizedTest
    @MethodSource("understood")
    void tellsWhoAndHealthApart(Mail mail) {
        assertThat(mail.found()).isEqualTo(mail.verdict());
    }

    /** What is mended is to lose its mark. */
    @ParameterizedTest
    @MethodSource("missed")
    void isKnownToMiss(Mail mail) {
        assertThat(mail.found()).isNotEqualTo(mail.verdict());
    }
}
