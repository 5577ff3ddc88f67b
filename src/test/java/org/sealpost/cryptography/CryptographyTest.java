package org.sealpost.cryptography;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The standard edition. */
class CryptographyTest {

    @Test
    void leavesTheListOfProvidersAloneAndBulkToTheJdk() {
        Cryptography.install();

        assertThat(Cryptography.isFips()).isFalse();
        assertThat(Cryptography.description()).startsWith("BC 1.");
        assertThat(Cryptography.bulk()).isEqualTo("SunJCE");
        assertThat(Arrays.stream(Security.getProviders()).map(provider -> provider.getName()))
                .doesNotContain("BC", "BCFIPS");
    }
}
