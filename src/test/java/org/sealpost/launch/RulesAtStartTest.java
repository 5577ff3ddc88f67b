package org.sealpost.launch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the rules file when the gateway starts: the same as by {@code rules check}. */
class RulesAtStartTest {

    @TempDir
    Path folder;

    @Test
    void aListInAFileOfItsOwnIsTaken() throws IOException {
        Files.writeString(folder.resolve("partners.txt"), "laboratory.example\n");

        assertThatCode(() -> Preflight.rules(rules("partners.txt"))).doesNotThrowAnyException();
    }

    @Test
    void aListWhoseFileIsMissingIsAnErrorInOneSentence() throws IOException {
        Path rules = rules("nowhere.txt");

        assertThatThrownBy(() -> Preflight.rules(rules))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("The rules file is wrong: ")
                .hasMessageContaining("nowhere.txt")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aWrongEntryOfAListsFileIsAnErrorInOneSentence() throws IOException {
        Files.writeString(folder.resolve("partners.txt"), "laboratory.example\n" + "x".repeat(321) + "\n");
        Path rules = rules("partners.txt");

        assertThatThrownBy(() -> Preflight.rules(rules))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("partners.txt:2");
    }

    private Path rules(String list) throws IOException {
        return Files.writeString(folder.resolve("rules.yaml"), """
                version: 1
                lists:
                  partners: {file: %s}
                rules:
                  - name: partners
                    when: recipient.domain in lists.partners
                    require: verified-tls
                """.formatted(list));
    }
}
