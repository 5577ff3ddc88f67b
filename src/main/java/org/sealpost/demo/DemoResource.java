package org.sealpost.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A text file of the demonstration, packaged with the program. */
record DemoResource(String name) {

    String text() {
        String path = "/demo/" + name;
        try (InputStream in = Objects.requireNonNull(DemoResource.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
