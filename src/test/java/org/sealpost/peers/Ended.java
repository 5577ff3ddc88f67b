package org.sealpost.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A foreign program that was run to its end, with nothing to read.
 *
 * @param printed on both of its outputs
 */
record Ended(int status, String printed) {

    static Ended of(String... command) throws IOException, InterruptedException {
        return of(List.of(command));
    }

    static Ended of(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Ended(process.waitFor(), printed);
    }
}
