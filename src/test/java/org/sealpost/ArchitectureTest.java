package org.sealpost;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of docs/architecture.md: who may use whom. */
class ArchitectureTest {

    private static final Set<String> FEATURES = Set.of(
            "practice",
            "consent",
            "inspect",
            "policy",
            "smime",
            "certificate",
            "cryptography",
            "seal",
            "dkim",
            "keys",
            "portal",
            "delivery",
            "audit");

    /** Each package and the packages that it may use beside itself. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("mail", Set.of()),
            Map.entry("smtp", Set.of("mail")),
            Map.entry("audit", Set.of("mail")),
            Map.entry("practice", Set.of("mail", "audit")),
            Map.entry("consent", Set.of("mail", "audit")),
            Map.entry("inspect", Set.of("mail")),
            Map.entry("policy", Set.of("mail")),
            Map.entry("cryptography", Set.of()),
            Map.entry("smime", Set.of("mail", "cryptography")),
            Map.entry("certificate", Set.of("mail", "audit", "cryptography")),
            Map.entry("seal", Set.of()),
            Map.entry("dkim", Set.of("mail", "seal", "audit")),
            Map.entry("keys", Set.of("mail", "smime", "seal", "audit", "cryptography")),
            Map.entry("portal", Set.of("mail", "consent", "seal", "audit")),
            Map.entry("delivery", Set.of("mail", "smtp", "seal", "audit")),
            Map.entry("embedded", Set.of()),
            Map.entry("gateway", with(FEATURES, "mail", "smtp")),
            Map.entry("admin", with(FEATURES, "mail", "smtp", "gateway")),
            Map.entry("cli", Set.of("mail", "policy", "inspect", "launch", "demo")),
            Map.entry("launch", with(FEATURES, "mail", "smtp", "embedded", "gateway", "admin")),
            Map.entry("demo", with(FEATURES, "mail", "smtp", "gateway", "launch", "embedded")));

    private static final Set<String> PLAIN = Set.of("mail", "smtp", "policy", "inspect", "smime", "cryptography");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.sealpost");

    @TestFactory
    Stream<DynamicTest> everyPackageUsesOnlyWhatItMay() {
        return ARROWS.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(
                        arrow.getKey(), () -> assertUsesOnly(arrow.getKey(), arrow.getValue())));
    }

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> features = CLASSES.stream()
                .map(ArchitectureTest::feature)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ARROWS.keySet()).containsAll(features);
    }

    @TestFactory
    Stream<DynamicTest> whatIsTestedAndFuzzedAloneNeedsNoContainerAndNoDatabase() {
        return PLAIN.stream()
                .map(plain -> DynamicTest.dynamicTest(
                        plain,
                        () -> noClasses()
                                .that()
                                .resideInAPackage("org.sealpost." + plain + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "io.quarkus..",
                                        "jakarta.enterprise..",
                                        "jakarta.inject..",
                                        "jakarta.persistence..",
                                        "java.sql..",
                                        "javax.sql..")
                                .allowEmptyShould(true)
                                .check(CLASSES)));
    }

    /** Whoever writes mail chooses what a pattern runs over: java.util.regex goes back as often as it likes. */
    @Test
    void patternsOverMailTakeLinearTime() {
        noClasses()
                .that()
                .resideInAPackage("org.sealpost.inspect..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .check(CLASSES);
    }

    private static void assertUsesOnly(String feature, Set<String> allowed) {
        String[] forbidden = ARROWS.keySet().stream()
                .filter(other -> !other.equals(feature) && !allowed.contains(other))
                .map(other -> "org.sealpost." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("org.sealpost." + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static String feature(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }

    private static Set<String> with(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).collect(Collectors.toUnmodifiableSet());
    }
}
