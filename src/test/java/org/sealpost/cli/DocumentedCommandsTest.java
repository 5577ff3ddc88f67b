package org.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands that docs/consent.md shows are understood as they stand there. */
class DocumentedCommandsTest {

    private static final String PROMPT = "    ./sealpost ";
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void everyCommandOfTheDocumentIsUnderstood() throws IOException {
        List<String> commands = Files.readString(Path.of("docs/consent.md"))
                .lines()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();

        assertThat(commands).hasSize(3);
        for (String command : commands) {
            CommandLine program = new CommandLine(new Main())
                    .addSubcommand(new PatientsCommand(new GatewayConnection(Map.of())))
                    .registerConverter(UUID.class, UUID::fromString);
            assertThat(program.parseArgs(words(command).toArray(String[]::new)).errors())
                    .as(command)
                    .isEmpty();
        }
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }
}
