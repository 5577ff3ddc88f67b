package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InteropMatrixTest {

    /** The table is written by {@link InteropMatrix#toMarkdown}: change the resource, then paste it here. */
    @Test
    void isTheTableOfTheDocument() throws Exception {
        assertThat(Files.readString(Path.of("docs/smime.md")))
                .contains(InteropMatrix.read().toMarkdown());
    }
}
