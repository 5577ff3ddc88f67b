package org.sealpost.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version that was built: a file beside this class, since the jar that Quarkus makes of the program has no manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        try (InputStream file = Version.class.getResourceAsStream("version.txt")) {
            String version = file == null
                    ? "development build"
                    : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"sealpost " + version};
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
