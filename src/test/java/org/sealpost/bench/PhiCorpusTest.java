package org.sealpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus that {@code bench phi} measures with. Its messages are read by another library than Sealpost's own. */
class PhiCorpusTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ENOUGH = 1_000;
    private static final int POSITIVE_TEMPLATES = 40;
    private static final int NEGATIVE_TEMPLATES = 25;

    @TempDir
    private static Path folder;

    private static BenchSource bench;
    private static BenchSource.Ended ended;
    private static Path corpus;
    private static List<JsonNode> labels;

    @BeforeAll
    static void writeCorpus() throws Exception {
        bench = new BenchSource("phi", Files.createDirectory(folder.resolve("classes")));
        corpus = folder.resolve("corpus");
        ended = bench.run(
                "--work", corpus.toString(), "--json", folder.resolve("json").toString());
        labels = read(corpus.resolve("labels.jsonl"));
    }

    @AfterAll
    static void close() throws Exception {
        bench.close();
    }

    @Test
    void measuresEveryMessageAndEndsWithZeroWhateverTheFigures() throws Exception {
        assertThat(ended.status()).as(ended.printed()).isZero();
        assertThat(ended.printed())
                .contains("identifier with health content: recall")
                .contains("MB/s");
        JsonNode json = JSON.readTree(folder.resolve("json").toFile());
        assertThat(json.path("megabytesPerSecond").asDouble()).isPositive();
        assertThat(json.path("halves")).hasSize(2);
        int messages = json.path("halves").get(0).path("messages").asInt()
                + json.path("halves").get(1).path("messages").asInt();
        assertThat(messages).isEqualTo(labels.size()).isGreaterThanOrEqualTo(ENOUGH);
        // Social security numbers in groups are found by whatever finds any: proof that real findings are counted.
        assertThat(json.path("halves")
                        .get(0)
                        .path("kinds")
                        .path("ssn")
                        .path("right")
                        .asInt())
                .isPositive();
    }

    @Test
    void theSameSeedGivesTheSameOctetsAndAnotherSeedOthers() throws Exception {
        Map<String, String> first = files(write("first", "7"));
        assertThat(files(write("second", "7"))).isEqualTo(first);
        Map<String, String> other = files(write("third", "8"));
        assertThat(other.keySet()).isEqualTo(first.keySet());
        assertThat(other.entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".eml"))
                        .filter(file -> file.getValue().equals(first.get(file.getKey()))))
                .isEmpty();
    }

    @Test
    void whatALabelNamesStandsInTheMessage() throws Exception {
        List<String> missing = new ArrayList<>();
        for (JsonNode message : labels) {
            String text = text(corpus.resolve(message.path("file").asText()));
            for (String list : List.of("labels", "tolerated")) {
                message.path(list)
                        .properties()
                        .forEach(kind -> kind.getValue().forEach(label -> {
                            String written = label.path("text")
                                    .asText()
                                    .replaceAll("\\s+", " ")
                                    .strip();
                            if (!text.contains(written)) {
                                missing.add(message.path("file").asText() + " " + kind.getKey() + " " + written);
                            }
                        }));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whoeverFindsWhatIsLabelledAndNothingElseIsRightInEveryKind() throws Exception {
        List<String> findings = new ArrayList<>();
        for (JsonNode message : labels) {
            Map<String, List<String>> found = new TreeMap<>();
            message.path("labels")
                    .properties()
                    .forEach(kind -> kind.getValue()
                            .forEach(label -> found.computeIfAbsent(kind.getKey(), key -> new ArrayList<>())
                                    .add(label.path("value").asText())));
            findings.add(
                    JSON.writeValueAsString(Map.of("file", message.path("file").asText(), "found", found)));
        }
        Path json = folder.resolve("perfect.json");
        bench.run(
                "--labels",
                corpus.resolve("labels.jsonl").toString(),
                "--findings",
                Files.write(folder.resolve("findings.jsonl"), findings).toString(),
                "--json",
                json.toString());
        JSON.readTree(json.toFile()).path("halves").forEach(half -> {
            half.path("kinds").properties().stream()
                    .filter(kind -> !kind.getKey().startsWith("name-"))
                    .forEach(kind -> {
                        JsonNode figures = kind.getValue();
                        assertThat(figures.path("found").asInt())
                                .as(kind.getKey())
                                .isPositive();
                        assertThat(figures.path("precision").asDouble())
                                .as(kind.getKey())
                                .isEqualTo(1);
                        assertThat(figures.path("recall").asDouble())
                                .as(kind.getKey())
                                .isEqualTo(1);
                    });
            JsonNode both = half.path("wholeMessages").path("both");
            // What is missing are people of whom only a family name or a telephone number is said; what is too
            // much, messages that hold both of which the one has nothing to do with the other.
            assertThat(both.path("recall").asDouble()).isBetween(0.97, 1.0);
            assertThat(both.path("precision").asDouble()).isBetween(0.97, 0.99);
        });
    }

    @Test
    void patientsOfTheListAreNamedInTheCorpusAndOthersAreNot() throws Exception {
        List<String> names = Files.readAllLines(corpus.resolve("patients.csv")).stream()
                .skip(1)
                .map(row -> row.split(",")[0] + " " + row.split(",")[1])
                .toList();
        assertThat(names).hasSize(400).doesNotHaveDuplicates();
        assertThat(values("name")).isNotEmpty().allMatch(names::contains);
        assertThat(values("name-not-listed")).isNotEmpty().noneMatch(names::contains);
    }

    @Test
    void halvesShareNoTemplateAndEverySortIsInBoth() {
        Map<String, List<String>> splits = labels.stream()
                .collect(Collectors.groupingBy(
                        message -> message.path("sort").asText(),
                        Collectors.mapping(message -> message.path("split").asText(), Collectors.toList())));
        assertThat(splits)
                .allSatisfy((sort, halves) -> assertThat(halves).as(sort).contains("dev", "test"));
        Map<String, List<String>> templates = labels.stream()
                .collect(Collectors.groupingBy(
                        message -> message.path("template").asText(),
                        Collectors.mapping(message -> message.path("split").asText(), Collectors.toList())));
        assertThat(templates)
                .allSatisfy((template, halves) ->
                        assertThat(halves.stream().distinct()).as(template).hasSize(1));
        long test = templates.values().stream()
                .filter(halves -> halves.contains("test"))
                .count();
        assertThat((double) test / templates.size()).isBetween(0.4, 0.6);
    }

    @Test
    void thereAreManySortsOfMailThatHoldHealthInformationAndManyThatSeemTo() {
        assertThat(templates(true)).isGreaterThanOrEqualTo(POSITIVE_TEMPLATES);
        assertThat(templates(false)).isGreaterThanOrEqualTo(NEGATIVE_TEMPLATES);
    }

    @Test
    void theWorstInputIsMadeInTheSizeThatIsAskedForAndTimed() throws Exception {
        Path json = folder.resolve("worst.json");
        BenchSource.Ended worst = bench.run("--worst", "--kilobytes", "100", "--json", json.toString());
        assertThat(worst.status()).as(worst.printed()).isZero();
        assertThat(JSON.readTree(json.toFile()).path("inputs"))
                .hasSizeGreaterThan(40)
                .allSatisfy(input -> assertThat(input.path("octets").asInt())
                        .as(input.path("input").asText())
                        .isBetween(90_000, 110_000));
    }

    private static long templates(boolean both) {
        return labels.stream()
                .filter(message -> message.path("both").asBoolean() == both)
                .map(message -> message.path("template").asText())
                .distinct()
                .count();
    }

    private static List<String> values(String kind) {
        List<String> values = new ArrayList<>();
        labels.forEach(message -> message.path("labels")
                .path(kind)
                .forEach(label -> values.add(label.path("value").asText())));
        return values;
    }

    private static Path write(String name, String seed) throws Exception {
        Path written = folder.resolve(name);
        BenchSource.Ended ended = bench.run("--seed", seed, "--each", "1", "--work", written.toString());
        assertThat(ended.status()).as(ended.printed()).isZero();
        return written;
    }

    private static Map<String, String> files(Path of) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(of)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(of.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static List<JsonNode> read(Path lines) throws Exception {
        List<JsonNode> read = new ArrayList<>();
        for (String line : Files.readAllLines(lines)) {
            read.add(JSON.readTree(line));
        }
        return read;
    }

    /** Subject and all texts, white space as one space. */
    private static String text(Path file) throws Exception {
        MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(Files.readAllBytes(file)));
        StringBuilder text = new StringBuilder(message.getSubject()).append('\n');
        append(message, text);
        return text.toString().replaceAll("[\\s\u00a0]+", " ");
    }

    private static void append(Part part, StringBuilder text) throws Exception {
        if (part.isMimeType("multipart/*")) {
            Multipart several = (Multipart) part.getContent();
            for (int i = 0; i < several.getCount(); i++) {
                append(several.getBodyPart(i), text);
            }
            return;
        }
        String content = new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (part.isMimeType("text/html")) {
            content = content.replaceAll("<[^>]*>", " ")
                    .replace("&nbsp;", " ")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");
        }
        text.append(content).append('\n');
    }
}
