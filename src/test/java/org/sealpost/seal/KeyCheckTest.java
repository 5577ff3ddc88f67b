package org.sealpost.seal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeyCheckTest {

    @Inject
    KeyCheck keyCheck;

    @Inject
    DataSource database;

    @Test
    void refusesAnotherKeystoreThanTheOneThatTheDatabaseWasFilledWith() throws Exception {
        keyCheck.verify();
        keyCheck.verify();

        Keystore another = Keystore.open(
                Files.createTempDirectory("sealpost-test").resolve("keystore.p12"), "password".toCharArray());

        assertThatThrownBy(() -> new KeyCheck(database, another).verify())
                .isInstanceOf(SealException.class)
                .hasMessage("The keystore is not the one that this database was filled with: give Sealpost the right"
                        + " keystore.p12 (sealpost.keystore.file), or another database.");
        keyCheck.verify();
    }
}
