package phi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealpost.mail.RawMessage;

/**
 * A message that someone wrote and labelled by hand. Those of a file stand one behind the other, each below a line
 * {@code === both | subject}.
 *
 * @param set the file it is from
 */
record Mail(String set, Verdict verdict, String subject, String body) {

    /** What a message tells. */
    enum Verdict {
        BOTH,
        IDENTIFIER,
        HEALTH,
        NEITHER;

        static Verdict of(Labelled message) {
            return message.both() ? BOTH : message.identifier() ? IDENTIFIER : message.health() ? HEALTH : NEITHER;
        }

        boolean health() {
            return this == BOTH || this == HEALTH;
        }

        boolean patient() {
            return this == BOTH || this == IDENTIFIER;
        }
    }

    /** All of a folder, in the order of its files' names. */
    static List<Mail> read(Path folder) throws IOException {
        List<Mail> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(file -> all.addAll(readFile(file)));
        }
        return all;
    }

    private static List<Mail> readFile(Path file) {
        try {
            return Stream.of(Files.readString(file).split("(?m)^=== ", -1))
                    .skip(1)
                    .map(block -> parse(file.getFileName().toString(), block))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Mail parse(String set, String block) {
        int lineEnd = block.indexOf('\n');
        String[] head = block.substring(0, lineEnd).split(" \\| ?", 2);
        // A mark behind the verdict says that a test knows it to be missed.
        String verdict = head[0].split(" ", -1)[0];
        return new Mail(set, Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)), head[1], block.substring(lineEnd + 1));
    }

    /** Those of the generated corpus that stand as plain text in their message, and tell no two things apart. */
    static List<Mail> ofCorpus(List<Labelled> corpus) {
        return corpus.stream()
                .filter(message -> message.both() || !(message.identifier() && message.health()))
                .flatMap(message -> generated(message).stream())
                .toList();
    }

    private static Optional<Mail> generated(Labelled message) {
        String all = new String(message.octets(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        int headerEnd = all.indexOf("\n\n") + 1;
        String header = all.substring(0, headerEnd);
        if (!header.contains("\nContent-Type: text/plain") || !header.contains("\nContent-Transfer-Encoding: 7bit\n")) {
            return Optional.empty();
        }
        int subject = header.indexOf("\nSubject: ") + "\nSubject: ".length();
        return Optional.of(new Mail(
                message.template(),
                Verdict.of(message),
                header.substring(subject, header.indexOf('\n', subject)),
                all.substring(headerEnd + 1)));
    }

    /** Whether the text is one of HTML or of a calendar, whose marks are no words. */
    boolean isMarkedUp() {
        return !type().equals("text/plain");
    }

    private String type() {
        return body.startsWith("<") ? "text/html" : body.startsWith("BEGIN:VCALENDAR") ? "text/calendar" : "text/plain";
    }

    /** As it is read: what it is about, and what it says. */
    String text() {
        return "Subject: " + subject + "\n" + body;
    }

    /** As it is sent. */
    RawMessage message() {
        String message = "From: Reception <a@practice.example>\nTo: b@example.org\nSubject: " + subject
                + "\nContent-Type: " + type() + "; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body;
        return RawMessage.of(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
