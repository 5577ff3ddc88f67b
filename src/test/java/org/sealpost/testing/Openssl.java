package org.sealpost.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenSSL's command line in a folder: a writer of S/MIME that shares no code with ours. */
public record Openssl(Path folder) {

    /** Runs it; arguments are divided at spaces. */
    public void run(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.strip().split(" +")));
        Path log = folder.resolve("openssl.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("openssl " + arguments + ": " + Files.readString(log));
        }
    }

    /** A message that it made; it ends the lines of its MIME header and base64 with LF. */
    public String made(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .replace("\n", "\r\n");
    }
}
