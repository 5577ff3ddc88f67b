package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.gateway.RulesOnDisk.Found;

/** A rules file is read whole, and what is written after it was read is seen. */
class RulesOnDiskTest {

    private static final String RULES = "version: 1\nlists: {a: {file: list.txt}}\nrules: []\n";

    /** As many as nobody writes in the moment in which the file is first looked at. */
    private static final int LINES = 2000;

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), RULES);
        Files.writeString(folder.resolve("list.txt"), "one.example\n");
    }

    @Test
    void aListThatIsBeingWrittenIsReadWhenItIsComplete() throws Exception {
        Path list = folder.resolve("list.txt");
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < LINES; i++) {
                    Files.writeString(list, "lab" + i + ".example\n", StandardOpenOption.APPEND);
                    begun.countDown();
                }
            } catch (IOException fault) {
                throw new AssertionError(fault);
            }
        });
        begun.await();

        Found found = disk().read(Duration.ofMillis(500)).orElseThrow();

        assertThat(writing).isCompleted();
        assertThat(found.text().yaml())
                .contains("\"one.example\", \"lab0.example\"")
                .contains("\"lab" + (LINES - 1) + ".example\"]");
    }

    @Test
    void whatNeverRestsIsNotRead() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                for (long i = 0; !ended.get(); i++) {
                    Files.setLastModifiedTime(folder.resolve("rules.yaml"), FileTime.fromMillis(i * 1000));
                }
            } catch (IOException fault) {
                throw new AssertionError(fault);
            }
        });

        assertThat(disk().read(Duration.ofMillis(100))).isEmpty();
        ended.set(true);
        writing.join();
    }

    @Test
    void aChangeIsSeenByItsSizeAloneAndByItsTimeAlone() throws Exception {
        Path list = folder.resolve("list.txt");
        Found before = disk().read(Duration.ZERO).orElseThrow();
        FileTime time = Files.getLastModifiedTime(list);
        assertThat(RulesOnDisk.stamps(before.stamps().keySet())).isEqualTo(before.stamps());

        Files.writeString(list, "one.example\ntwo.example\n");
        Files.setLastModifiedTime(list, time);
        assertThat(RulesOnDisk.stamps(before.stamps().keySet())).isNotEqualTo(before.stamps());

        Files.writeString(list, "six.example\n");
        Files.setLastModifiedTime(list, FileTime.from(time.toInstant().plusMillis(10)));
        assertThat(RulesOnDisk.stamps(before.stamps().keySet())).isNotEqualTo(before.stamps());
    }

    private RulesOnDisk disk() {
        return new RulesOnDisk(folder.resolve("rules.yaml"));
    }
}
