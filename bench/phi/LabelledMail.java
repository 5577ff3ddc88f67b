package phi;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.Inspector;

/** The mail in {@code bench/phi/mail}: what is learnt from it, and what is found in it. */
final class LabelledMail {

    private final Path folder;
    private final PrintStream out;

    LabelledMail(Path top, PrintStream out) {
        folder = top.resolve("bench/phi/mail");
        this.out = out;
    }

    /** Writes the weights that the program is built with to a file. */
    void learn(Path file) throws IOException {
        List<Mail> learnt = new ArrayList<>(Mail.read(folder.resolve("learnt")));
        learnt.addAll(Mail.ofCorpus(corpus()));
        List<String> lines = Wordings.learn(learnt).lines();
        Files.writeString(file, HEAD + String.join("\n", lines) + "\n");
        out.printf(Locale.ROOT, "%d weights learnt from %d messages, in %s%n", lines.size(), learnt.size(), file);
    }

    /** Some messages of each template of the half that may be learnt from. */
    private List<Labelled> corpus() throws IOException {
        return new Corpus(folder.getParent(), Options.SEED)
                .write(OF_TEMPLATE).stream().filter(message -> !message.test()).toList();
    }

    /** A third of them stands as plain text in its message. */
    private static final int OF_TEMPLATE = 5;

    private static final String HEAD = """
            ; How mail reads that tells of health, and mail that identifies someone who is or may be a patient: a feature of a passage
            ; (PassageFeatures.java), and what it weighs for each of the two, in hundredths. Learnt from bench/phi/mail/learnt
            ; by './sealpost bench phi --learn FILE'; not to be edited.
            """;

    /** Prints what the program finds of each set. */
    void report() throws IOException {
        out.printf("%-28s %8s %8s %8s %10s%n", "", "messages", "both", "recall", "precision");
        report("learnt");
        report("unseen");
    }

    private void report(String name) throws IOException {
        Map<String, Counts> sets = Mail.read(folder.resolve(name)).stream()
                .collect(Collectors.groupingBy(Mail::set, TreeMap::new, Collectors.reducing(
                        Counts.NONE, Counts::of, Counts::and)));
        sets.forEach((set, counts) -> out.println(counts.line(set.replace(".txt", ""))));
        out.println(sets.values().stream().reduce(Counts.NONE, Counts::and).line("all " + name));
    }

    /** @param right told as both and labelled so */
    private record Counts(int messages, int labelled, int found, int right) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        static Counts of(Mail mail) {
            Findings findings = new Inspector().inspect(mail.message());
            int labelled = mail.verdict() == Mail.Verdict.BOTH ? 1 : 0;
            int found = findings.tellsOfSomeonesHealth() ? 1 : 0;
            return new Counts(1, labelled, found, labelled * found);
        }

        Counts and(Counts other) {
            return new Counts(
                    messages + other.messages, labelled + other.labelled, found + other.found, right + other.right);
        }

        String line(String name) {
            return String.format(
                    Locale.ROOT, "%-28s %8d %8d %8.3f %10.3f", name, messages, labelled, (double) right / labelled,
                    (double) right / found);
        }
    }
}
