package org.sealpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The phi benchmark as its script starts it, against the packaged program. */
class PhiBenchmarkIT {

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void measuresTheWholeCorpusAndEndsWithZero() throws Exception {
        String printed = run("--work", folder.toString());
        assertThat(printed).contains("dev: ").contains("test: ").contains("identifier with health content: recall");
        assertThat(folder.resolve("labels.jsonl")).exists();
    }

    /** What the program weighs by is what anyone can learn again from the labelled mail in the repository. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void learnsTheWeightsThatTheProgramHas() throws Exception {
        Path learnt = folder.resolve("weights.txt");
        run("--learn", learnt.toString());
        assertThat(learnt)
                .hasSameTextualContentAs(Path.of("src/main/resources/org/sealpost/inspect/wording-weights.txt"));
    }

    private static String run(String... options) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bench/phi/run").redirectErrorStream(true);
        builder.command().addAll(List.of(options));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
