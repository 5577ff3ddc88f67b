package phi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sealpost.inspect.PhiKind;

/** The corpus on disk: messages as {@code .eml}, labels as JSON lines, patients as CSV. */
final class Store {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Store() {}

    static void write(Path folder, List<Labelled> corpus, List<Person> patients) throws IOException {
        Files.createDirectories(folder.resolve("dev"));
        Files.createDirectories(folder.resolve("test"));
        List<String> lines = new ArrayList<>();
        for (Labelled message : corpus) {
            Files.write(folder.resolve(message.file()), message.octets());
            lines.add(JSON.writeValueAsString(json(message)));
        }
        Files.write(folder.resolve("labels.jsonl"), lines);
        List<String> rows = new ArrayList<>(List.of("given,family,birth_date,mrn,phone,email,street,city"));
        for (Person person : patients) {
            rows.add(String.join(",", person.given(), person.family(), person.born().toString(), person.recordNumber(),
                    person.phone(), person.email(), person.street(), person.city()));
        }
        Files.write(folder.resolve("patients.csv"), rows);
    }

    private static Map<String, Object> json(Labelled message) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", message.file());
        line.put("template", message.template());
        line.put("sort", message.sort());
        line.put("split", message.test() ? "test" : "dev");
        line.put("identifier", message.identifier());
        line.put("health", message.health());
        line.put("both", message.both());
        line.put("labels", labels(message.labels(), true));
        line.put("tolerated", labels(message.labels(), false));
        return line;
    }

    /** By kind, each value once with its first wording and how often it stands there. */
    private static Map<String, List<Map<String, Object>>> labels(List<Label> labels, boolean required) {
        Map<String, Map<String, Map<String, Object>>> kinds = new LinkedHashMap<>();
        for (Label label : labels) {
            if (label.required() == required) {
                Map<String, Object> entry = kinds.computeIfAbsent(label.kind(), kind -> new LinkedHashMap<>())
                        .computeIfAbsent(label.value(), value -> new LinkedHashMap<>(Map.of()));
                entry.putIfAbsent("value", label.value());
                entry.putIfAbsent("text", label.text());
                entry.merge("count", 1, (one, more) -> (Integer) one + (Integer) more);
            }
        }
        Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();
        kinds.forEach((kind, values) -> lists.put(kind, List.copyOf(values.values())));
        return lists;
    }

    /** Reads labels back, without their messages. */
    static List<Labelled> readLabels(Path file) throws IOException {
        List<Labelled> corpus = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode json = JSON.readTree(line);
            List<Label> labels = new ArrayList<>();
            readLabels(json.path("labels"), true, labels);
            readLabels(json.path("tolerated"), false, labels);
            corpus.add(new Labelled(
                    json.path("file").asText(), json.path("template").asText(), json.path("sort").asText(),
                    json.path("split").asText().equals("test"), json.path("identifier").asBoolean(),
                    json.path("health").asBoolean(), json.path("both").asBoolean(), labels, new byte[0]));
        }
        return corpus;
    }

    private static void readLabels(JsonNode kinds, boolean required, List<Label> labels) {
        kinds.properties().forEach(kind -> kind.getValue().forEach(entry -> labels.add(new Label(
                kind.getKey(), entry.path("value").asText(), entry.path("text").asText(), required))));
    }

    /** Reads findings of any detector: {@code {"file": "dev/one.eml", "found": {"ssn": ["123456789"]}}}. */
    static List<Finding> readFindings(Path file) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode json = JSON.readTree(line);
            Map<String, Set<String>> found = new HashMap<>();
            json.path("found").properties().forEach(kind -> {
                Set<String> values = new TreeSet<>();
                kind.getValue().forEach(value -> values.add(value.asText()));
                found.put(kind.getKey(), values);
            });
            findings.add(new Finding(json.path("file").asText(), found, holds(found, PhiKind.Nature.IDENTIFIER),
                    holds(found, PhiKind.Nature.HEALTH)));
        }
        return findings;
    }

    private static boolean holds(Map<String, Set<String>> found, PhiKind.Nature nature) {
        return found.keySet().stream()
                .anyMatch(key -> PhiKind.parse(key).filter(kind -> kind.nature() == nature).isPresent());
    }

    static void writeJson(Path file, Object value) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
    }
}
