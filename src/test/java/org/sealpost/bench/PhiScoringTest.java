package org.sealpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Precision and recall, over labels and findings that a reader can count. */
class PhiScoringTest {

    @TempDir
    private static Path classes;

    private static BenchSource bench;

    @TempDir
    private Path folder;

    @BeforeAll
    static void compile() throws Exception {
        bench = new BenchSource("phi", classes);
    }

    @AfterAll
    static void close() throws Exception {
        bench.close();
    }

    /** One message: what stands there, what may be found, what was found; then how many labelled, found, right. */
    @ParameterizedTest(name = "{0}: {1} and {2} against {3}")
    @CsvSource({
        "ssn,        123456789,      '',         123-45-6789,           1, 1, 1",
        "ssn,        123456789,      '',         123-45-6780,           1, 1, 0",
        "ssn,        123456789,      '',         '',                    1, 0, 0",
        "ssn,        '',             '',         123456789,             0, 1, 0",
        "mrn,        SP-104 B-2,     '',         sp104 x9 b2,           2, 3, 2",
        "phone,      5035550142,     '',         +15035550142,          1, 1, 1",
        "phone,      5035550142,     9715550100, 9715550100,            1, 0, 0",
        "phone,      5035550142,     9715550100, 9715550100 5035550142, 1, 1, 1",
        "care-date,  2026-03-04,     ANY,        2026-03-05,            1, 0, 0",
        "birth-date, 1962-03-14,     '',         1962-14-03,            1, 1, 0",
        "drug,       metformin,      '',         Glucophage,            1, 1, 1",
        "drug,       'a b c',        '',         a,                     1, 1, 1",
        "drug,       metformin,      '',         '',                    1, 0, 0",
        "condition,  '',             wellness,   wellness,              0, 0, 0",
        "condition,  '',             '',         rash,                  0, 1, 0",
    })
    void countsByValueWhereValuesHaveOneFormElseByMessage(
            String kind, String required, String tolerated, String found, int labelled, int said, int right)
            throws Exception {
        JsonNode half = score(
                List.of(message("one", "none", Map.of(kind, required), Map.of(kind, tolerated))),
                List.of(finding("one", Map.of(kind, found))));
        assertFigures(half.path("kinds").path(kind), labelled, said, right);
    }

    @Test
    void aKindThatWasFoundWithoutValuesCountsByMessage() throws Exception {
        JsonNode half = score(
                List.of(message("one", "none", Map.of("ssn", "123456789 234567890"), Map.of())),
                List.of("{\"file\": \"dev/one.eml\", \"found\": {\"ssn\": []}}"));
        assertFigures(half.path("kinds").path("ssn"), 1, 1, 1);
    }

    @Test
    void aMessageIsBothOnlyWithAnIdentifierAndHealthAndAContactIsNone() throws Exception {
        JsonNode half = score(
                List.of(
                        message("found", "both", Map.of(), Map.of()),
                        message("contact-only", "both", Map.of(), Map.of()),
                        message("not-mentioned", "both", Map.of(), Map.of()),
                        message("apart", "apart", Map.of(), Map.of()),
                        message("health", "health", Map.of(), Map.of())),
                List.of(
                        finding("found", Map.of("ssn", "1", "drug", "a")),
                        finding("contact-only", Map.of("phone", "1", "drug", "a")),
                        finding("apart", Map.of("ssn", "1", "drug", "a")),
                        finding("health", Map.of("condition", "a"))));
        assertFigures(half.path("wholeMessages").path("both"), 3, 2, 1);
        assertFigures(half.path("wholeMessages").path("identifier"), 4, 2, 2);
        assertFigures(half.path("wholeMessages").path("health"), 5, 4, 4);
        assertThat(half.path("wholeMessages").path("both").path("recall").asDouble())
                .isEqualTo(1.0 / 3);
        assertThat(half.path("wholeMessages").path("both").path("precision").asDouble())
                .isEqualTo(0.5);
        assertThat(half.path("reachesGoals").asBoolean()).isFalse();
        assertThat(half.path("templates").path("template-contact-only").path("bothMissed"))
                .extracting(JsonNode::asText)
                .containsExactly("dev/contact-only.eml");
        assertThat(half.path("templates").path("template-apart").path("bothFalse"))
                .extracting(JsonNode::asText)
                .containsExactly("dev/apart.eml");
    }

    @Test
    void theGoalsAreReachedWhenAllIsFoundAndNothingElse() throws Exception {
        JsonNode half = score(
                List.of(message("one", "both", Map.of(), Map.of())),
                List.of(finding("one", Map.of("mrn", "1", "drug", "a"))));
        assertThat(half.path("reachesGoals").asBoolean()).isTrue();
    }

    @Test
    void namesThatNoListHoldsHaveARowOfTheirOwnAndFindingThemIsNoFalseAlarm() throws Exception {
        JsonNode half = score(
                List.of(
                        message("one", "none", Map.of("name-not-listed", "AnnaExample"), Map.of("name", "AnnaExample")),
                        message("two", "none", Map.of("name-not-listed", "BenExample"), Map.of("name", "BenExample"))),
                List.of(finding("one", Map.of("name", "AnnaExample"))));
        assertFigures(half.path("kinds").path("name-not-listed"), 2, 1, 1);
        assertFigures(half.path("kinds").path("name"), 0, 0, 0);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "mrn,              name,             number or birth date",
        "birth-date,       care-date,        number or birth date",
        "name,             care-date,        listed name",
        "care-date,        name-not-listed,  date of care",
        "name-not-listed,  name-family-only, name not listed",
        "name-family-only, phone,            family name",
        "phone,            drug,             contact",
    })
    void aMessageThatIsBothCountsUnderTheBestThatTellsWho(String kind, String other, String means) throws Exception {
        JsonNode half = score(List.of(message("one", "both", Map.of(kind, "1", other, "2"), Map.of())), List.of());
        assertThat(half.path("bothByMeans").properties()).hasSize(1);
        assertFigures(half.path("bothByMeans").path(means), 1, 0, 0);
    }

    @Test
    void theTwoHalvesAreCountedApart() throws Exception {
        String other = message("two", "both", Map.of(), Map.of())
                .replace("dev/", "test/")
                .replace("\"dev\"", "\"test\"");
        Path labels = Files.write(folder.resolve("labels"), List.of(message("one", "both", Map.of(), Map.of()), other));
        Path findings =
                Files.write(folder.resolve("findings"), List.of(finding("one", Map.of("mrn", "1", "drug", "a"))));
        Path json = folder.resolve("json");
        BenchSource.Ended ended =
                bench.run("--labels", labels.toString(), "--findings", findings.toString(), "--json", json.toString());
        JsonNode halves = new ObjectMapper().readTree(json.toFile()).path("halves");
        assertFigures(halves.get(0).path("wholeMessages").path("both"), 1, 1, 1);
        assertFigures(halves.get(1).path("wholeMessages").path("both"), 1, 0, 0);
        assertThat(halves.get(0).has("templates")).isTrue();
        assertThat(halves.get(1).has("templates")).isFalse();
        assertThat(ended.printed()).doesNotContain("template-two").contains("GOAL NOT REACHED");
    }

    @ParameterizedTest
    @CsvSource({
        "--split, other, '--split takes dev, test or all.'",
        "--seed, none, --seed needs a number above zero.",
        "--labels, file, --labels and --findings go together.",
        "--fast, now, There is no option '--fast'.",
    })
    void refusesAWrongCommandLineAndSaysWhy(String option, String value, String why) throws Exception {
        BenchSource.Ended ended = bench.run(option, value);
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.printed()).contains(why).contains("./sealpost bench phi");
    }

    private JsonNode score(List<String> labels, List<String> findings) throws Exception {
        Path json = folder.resolve("json");
        BenchSource.Ended ended = bench.run(
                "--labels",
                Files.write(folder.resolve("labels"), labels).toString(),
                "--findings",
                Files.write(folder.resolve("findings"), findings).toString(),
                "--split",
                "dev",
                "--json",
                json.toString());
        assertThat(ended.status()).as(ended.printed()).isZero();
        return new ObjectMapper().readTree(json.toFile()).path("halves").get(0);
    }

    private static void assertFigures(JsonNode figures, int labelled, int found, int right) {
        assertThat(List.of(
                        figures.path("labelled").asInt(),
                        figures.path("found").asInt(),
                        figures.path("right").asInt()))
                .as("labelled, found, right")
                .containsExactly(labelled, found, right);
    }

    private static String message(
            String name, String truth, Map<String, String> required, Map<String, String> tolerated) throws Exception {
        boolean both = truth.equals("both");
        boolean apart = truth.equals("apart");
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "file",
                        "dev/" + name + ".eml",
                        "template",
                        "template-" + name,
                        "sort",
                        "any",
                        "split",
                        "dev",
                        "identifier",
                        both || apart,
                        "health",
                        both || apart || truth.equals("health"),
                        "both",
                        both,
                        "labels",
                        labels(required),
                        "tolerated",
                        labels(tolerated)));
    }

    private static Map<String, Object> labels(Map<String, String> kinds) {
        return kinds.entrySet().stream()
                .filter(kind -> !kind.getValue().isEmpty())
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey,
                        kind -> java.util.Arrays.stream(kind.getValue().split(" "))
                                .map(value -> Map.of("value", value.equals("ANY") ? "" : value))
                                .toList()));
    }

    private static String finding(String name, Map<String, String> found) throws Exception {
        Map<String, Object> kinds = found.entrySet().stream()
                .filter(kind -> !kind.getValue().isEmpty())
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, kind -> List.of(kind.getValue().split(" "))));
        return new ObjectMapper().writeValueAsString(Map.of("file", "dev/" + name + ".eml", "found", kinds));
    }
}
