package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in SoftHSM, Debian's token in software, by SunPKCS11. */
class TokenIT {

    @TempDir
    Path folder;

    @Test
    void aTokensKeySignsAndOpensByItsHandleAndNeverLeavesIt() throws Exception {
        SoftToken token = SoftToken.in(folder);
        String said = token.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TokenTrial.class.getName(),
                SoftToken.MODULE.toString(),
                token.pinFile().toString());
        assertThat(said.lines())
                .contains(
                        "rsa-3072 signs its certificate",
                        "rsa-3072 is a handle only",
                        "rsa-3072 is found again",
                        "rsa-3072 signs by handle",
                        "rsa-3072 opens by handle",
                        "rsa-3072 reads mail by handle",
                        "rsa-3072 is destroyed",
                        "p-256 signs its certificate",
                        "p-256 is a handle only",
                        "p-256 is found again",
                        "p-256 signs by handle",
                        "p-256 opens by handle",
                        "p-256 reads mail by handle",
                        "p-256 is destroyed");
        assertThat(said).doesNotContain(SoftToken.PIN);
    }
}
