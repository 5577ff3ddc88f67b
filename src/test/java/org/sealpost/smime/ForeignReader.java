package org.sealpost.smime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestIdentity;

/** A program that reads S/MIME and shares no code with ours. */
interface ForeignReader extends AutoCloseable {

    /** Its version, as it says itself. */
    String version() throws Exception;

    /** What an encrypted message holds for that recipient; empty when the program cannot read it. */
    Optional<RawMessage> decrypt(RawMessage message, TestIdentity recipient) throws Exception;

    /**
     * What a signed message holds, when the program calls its signature good.
     *
     * @param authority that it is told to trust
     */
    Optional<RawMessage> verify(RawMessage message, TestIdentity signer, TestIdentity authority) throws Exception;

    /** How a run of a program ended, and what it said. */
    record Run(int exit, String output) {}

    /** Runs a program in a folder until it ends; what it says goes to a file there. */
    static Run run(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        Path log = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        return new Run(process.exitValue(), Files.readString(log, StandardCharsets.ISO_8859_1));
    }

    /** The parts of a multipart/signed message: what is signed, and the signature in DER. */
    static Map<String, byte[]> clearParts(RawMessage message) {
        String text = message.latin();
        String boundary = text.replaceFirst("(?s).*?boundary=\"([^\"]+)\".*", "$1");
        String[] parts = text.split("(?:\r\n)?--" + java.util.regex.Pattern.quote(boundary) + "(?:--)?\r\n", -1);
        return Map.of(
                "content",
                parts[1].getBytes(StandardCharsets.ISO_8859_1),
                "signature",
                java.util.Base64.getMimeDecoder().decode(parts[2].substring(parts[2].indexOf("\r\n\r\n"))));
    }

    static boolean isClear(RawMessage message) {
        return message.value("Content-Type").orElseThrow().startsWith("multipart/signed");
    }

    static Optional<RawMessage> file(Path file) throws IOException {
        return Optional.of(RawMessage.of(Files.readAllBytes(file)));
    }
}
