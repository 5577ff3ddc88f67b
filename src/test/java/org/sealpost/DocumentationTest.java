package org.sealpost;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The documents name what exists, and all of it. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern FILE = Pattern.compile("`((?:src|docs|config|docker|k8s)/[A-Za-z0-9_./-]+)`");
    private static final Pattern SETTING = Pattern.compile("`(sealpost\\.[a-z0-9.-]+[a-z])`");

    /** Lines that belong to settings, of the same indentation or more. */
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^(( {4,})sealpost:\\n(?:\\2 +.*\\n)+)");

    private static final Set<String> SETTINGS = settings();

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            List<Path> all =
                    docs.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(
                    all.stream(), Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkAndEveryFileThatADocumentNamesExists(Path document) throws IOException {
        String text = Files.readString(document);
        Path folder = document.toAbsolutePath().getParent();
        matches(LINK, text).stream()
                .filter(link -> !link.contains("://"))
                .forEach(link -> assertThat(folder.resolve(link)).as(link).exists());
        matches(FILE, text).stream()
                // A name in capitals stands for any of its kind.
                .filter(file -> !file.contains("_LANGUAGE"))
                .forEach(file -> assertThat(Path.of(file)).as(file).exists());
    }

    @Test
    void everySettingStandsInTheConfigurationWithItsDefaultAndNothingElseDoes() throws IOException {
        String text = Files.readString(Path.of("docs/configuration.md"));
        Set<String> named = new TreeSet<>(matches(SETTING, text));
        // Of no feature; and the topics' defaults, which are names like a setting's.
        named.removeAll(Set.of(
                "sealpost.home", "sealpost.fips", "sealpost.kafka.port", "sealpost.audit", "sealpost.consent.refused"));
        assertThat(named).isEqualTo(SETTINGS);
        String example = Files.readString(Path.of("config/application.yaml"));
        assertThat(SETTINGS)
                .allSatisfy(name -> assertThat(example).contains(name.substring(name.lastIndexOf('.') + 1) + ":"));
    }

    /** The settings that a document shows as they stand in a file. */
    @ParameterizedTest
    @MethodSource("documents")
    void everySettingOfAnExampleExists(Path document) throws IOException {
        for (String example : matches(EXAMPLE, Files.readString(document))) {
            Set<String> named = new TreeSet<>();
            Map<String, Object> file = new Yaml().load(example.stripIndent());
            flatten("sealpost", file.get("sealpost"), named);
            named.remove("sealpost.home");
            assertThat(SETTINGS).as(example).containsAll(named);
        }
    }

    private static void flatten(String name, Object value, Set<String> into) {
        if (value instanceof Map<?, ?> below) {
            below.forEach((key, one) -> flatten(name + "." + key, one, into));
        } else {
            into.add(name);
        }
    }

    private static Set<String> settings() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.sealpost").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(type -> type.reflect())
                        .flatMap(type -> ConfigMappings.getProperties(new ConfigClass(
                                        type,
                                        type.getAnnotation(ConfigMapping.class).prefix()))
                                .keySet()
                                .stream())
                        .filter(name -> !name.endsWith("[*]"))
                        // A setting of each of a list.
                        .map(name -> name.replace("[*]", ""))
                        // A setting whose keys the operator chooses.
                        .map(name -> name.endsWith(".*") ? name.substring(0, name.length() - 2) : name)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> matches(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
