package org.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void tellsTheVersionThatWasBuilt() {
        assertThat(new Version().getVersion())
                .singleElement()
                .asString()
                .matches("sealpost [0-9]+\\.[0-9]+\\.[0-9]+.*");
    }
}
