package org.sealpost.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sealpost.dkim.DkimKey;

/** Another implementation of DKIM, dkimpy: Debian's python3-dkim. */
final class DkimVerifier {

    /** Debian's own, which sees Debian's packages. */
    private static final String PYTHON = "/usr/bin/python3";

    private final Map<String, String> records;

    private DkimVerifier(Map<String, String> records) {
        this.records = records;
    }

    /** One that knows the records of these keys. */
    static DkimVerifier knowing(List<DkimKey> keys) {
        return new DkimVerifier(keys.stream().collect(Collectors.toMap(DkimKey::recordName, DkimKey::recordText)));
    }

    /** One line for each signature, such as {@code pass rsa-sha256 practice.example}. */
    List<String> verdicts(byte[] message) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-c", script()));
        records.forEach((name, text) -> command.add(name + "=" + text));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(message);
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(printed);
        }
        return printed.lines().toList();
    }

    private static String script() throws IOException {
        try (InputStream script = DkimVerifier.class.getResourceAsStream("dkim_verify.py")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
