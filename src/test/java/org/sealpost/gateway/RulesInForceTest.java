package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;
import org.sealpost.testing.TestServices;

/** Which rules are in force when files, people and replicas change them. The rules that were there come back after it. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class RulesInForceTest {

    private static final PracticeId ALL = PracticeId.DEFAULT;
    private static final Actor PERSON = Actor.staff("ada");

    @Inject
    RulesVersions versions;

    @Inject
    OwnHostname host;

    private final List<RulesInForce> replicas = new ArrayList<>();
    private Path folder = Path.of("");
    private Optional<RulesVersion> before = Optional.empty();

    @BeforeEach
    void remember() throws IOException {
        before = versions.newest(ALL);
        folder = Files.createTempDirectory("sealpost-rules");
    }

    @AfterEach
    void putBack() {
        replicas.forEach(RulesInForce::stop);
        before.ifPresent(version -> versions.restore(ALL, version.number(), PERSON, "after the test"));
    }

    @Test
    void aChangeOfTheFileOrOfAListBesideItIsInForceOnEveryReplica() throws Exception {
        Files.writeString(folder.resolve("list.txt"), "one.example");
        Path file = file("rules.yaml", "version: 1\nlists: {a: {file: list.txt}}\nrules: [" + rule("first") + "]\n");
        RulesInForce one = replica(file);
        RulesInForce other = replica(folder.resolve("none.yaml"));
        assertThat(names(one)).containsExactly("first");
        assertThat(names(other)).containsExactly("first");
        long number = one.decider(ALL).rules().version();

        write(folder.resolve("list.txt"), "two.example");
        await().untilAsserted(() -> assertThat(
                        versions.text(ALL, other.decider(ALL).rules().version()))
                .hasValueSatisfying(text -> assertThat(text).contains("[\"two.example\"]")));
        write(file, "version: 1\nrules: [" + rule("second") + "]\n");
        await().untilAsserted(() -> assertThat(names(other)).containsExactly("second"));

        assertThat(versions.newest(ALL)).hasValueSatisfying(version -> {
            assertThat(version.number()).isEqualTo(number + 2);
            assertThat(version.author()).isEqualTo("rules-file@" + host.value());
        });
    }

    @Test
    void aChangeWithinOneTickOfTheFileSystemsClockIsInForceToo() throws Exception {
        Path file = file("rules.yaml", "version: 1\nrules: [" + rule("first") + "]\n");
        FileTime written = Files.getLastModifiedTime(file);
        RulesInForce one = replica(file);

        Files.writeString(file, "version: 1\nrules: [" + rule("a longer one") + "]\n");
        Files.setLastModifiedTime(file, written);

        await().untilAsserted(() -> assertThat(names(one)).containsExactly("a longer one"));
    }

    @Test
    void aFileThatIsWrongChangesNothingAndStopsAStart() throws Exception {
        Path file = file("rules.yaml", "version: 1\nrules: [" + rule("right") + "]\n");
        RulesInForce one = replica(file);

        write(file, "version: 1\nrules: [{name: wrong}]\n");
        stay(one, "right");
        assertThatThrownBy(() -> replica(file))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("rules.yaml:2:9: a rule has no `when`");
        write(file, "version: 1\nrules: [" + rule("mended") + "]\n");
        await().untilAsserted(() -> assertThat(names(one)).containsExactly("mended"));
    }

    @Test
    void aRollBackHoldsUntilTheFileReallyChanges() throws Exception {
        Path file = file("rules.yaml", "version: 1\nrules: [" + rule("old") + "]\n");
        RulesInForce one = replica(file);
        long old = one.decider(ALL).rules().version();
        write(file, "version: 1\nrules: [" + rule("new") + "]\n");
        await().untilAsserted(() -> assertThat(names(one)).containsExactly("new"));

        versions.restore(ALL, old, PERSON, "too strict");
        await().untilAsserted(() -> assertThat(names(one)).containsExactly("old"));

        // The same file comes late to another replica, and is saved again on this one.
        Path late = file("late.yaml", Files.readString(file));
        Files.setLastModifiedTime(late, FileTime.from(Instant.now().plusSeconds(60)));
        RulesInForce other = replica(late);
        write(file, Files.readString(file));
        stay(one, "old");
        stay(other, "old");

        write(file, "version: 1\nrules: [" + rule("newer") + "]\n");
        await().untilAsserted(() -> assertThat(names(other)).containsExactly("newer"));
    }

    @Test
    void aVersionThatIsNotUnderstoodHoldsTheMailOfAStartUntilOneIs() throws Exception {
        RulesInForce running = replica(file("rules.yaml", "version: 1\nrules: [" + rule("right") + "]\n"));
        String wrong = "version: 1\nrules: [{name: earlier, when: 'true', refuse: true}]\n";
        versions.add(ALL, wrong, "0".repeat(64), PERSON);

        RulesInForce started = replica(folder.resolve("none.yaml"));

        assertThat(started.decider(ALL).rules().isUnderstood()).isFalse();
        stay(running, "right");
        String mended = "version: 1\nrules: [" + rule("mended") + "]\n";
        versions.add(ALL, mended, hash(mended), PERSON);
        await().untilAsserted(() -> assertThat(names(started)).containsExactly("mended"));
        assertThat(started.decider(ALL).rules().isUnderstood()).isTrue();
    }

    @Test
    void aFileThatWasReplacedDoesNotComeBackAtAStart() throws Exception {
        Path file = file("rules.yaml", "version: 1\nrules: [" + rule("once") + "]\n");
        assertThat(names(replica(file))).containsExactly("once");
        assertThat(names(replica(file("next.yaml", "version: 1\nrules: [" + rule("next") + "]\n"))))
                .containsExactly("next");
        String yaml = "version: 1\nrules: [" + rule("put") + "]\n";
        versions.add(ALL, yaml, hash(yaml), PERSON);

        // On a replica that was left behind.
        Path left = file("left.yaml", Files.readString(file));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(names(replica(left))).containsExactly("put");
        assertThat(names(replica(folder.resolve("next.yaml")))).containsExactly("put");
    }

    @Test
    void aFileThatHoldsSomethingNewIsInForceAtAStartWhateverItsTime() throws Exception {
        assertThat(names(replica(file("rules.yaml", "version: 1\nrules: [" + rule("shipped") + "]\n"))))
                .containsExactly("shipped");
        Path image = file("image.yaml", "version: 1\nrules: [" + rule("stricter") + "]\n");
        Files.setLastModifiedTime(image, FileTime.from(Instant.parse("1980-01-01T00:00:00Z")));

        assertThat(names(replica(image))).containsExactly("stricter");
    }

    /** For several looks at the file. */
    private static void stay(RulesInForce replica, String rule) {
        await().during(Duration.ofMillis(700))
                .untilAsserted(() -> assertThat(names(replica)).containsExactly(rule));
    }

    private RulesInForce replica(Path file) throws StartRefusedException {
        RulesInForce replica = new RulesInForce(versions, host, new RulesSettings() {
            @Override
            public Path file() {
                return file;
            }

            @Override
            public Duration checkEvery() {
                return Duration.ofMillis(50);
            }
        });
        replica.start();
        replicas.add(replica);
        return replica;
    }

    private static List<String> names(RulesInForce replica) {
        return replica.decider(ALL).rules().names();
    }

    private static String rule(String name) {
        return "{name: " + name + ", when: recipient.domain == 'nobody.example', tag: x}";
    }

    private static String hash(String yaml) {
        return RuleSet.parse(yaml, "rules.yaml") instanceof RuleSetResult.Valid(RuleSet rules) ? rules.hash() : "";
    }

    /** A new file, written a little later than whatever is stored. */
    private Path file(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        return file;
    }

    /** A change that no clock of a file system is too coarse to show. */
    private static void write(Path file, String text) throws IOException {
        FileTime last = Files.getLastModifiedTime(file);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(last.toInstant().plusSeconds(5)));
    }
}
