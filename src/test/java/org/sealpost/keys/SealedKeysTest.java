package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.testing.TestServices;

/** What of a key stands in the database, and what can be done with it there. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class SealedKeysTest {

    @Inject
    KeyWorld world;

    @Inject
    PracticeKeys keys;

    @Inject
    KeysInUse inUse;

    @Inject
    KeyCustody custody;

    @Test
    void aKeyThatDoesNotOpenIsNoKeyAndCountedUntilItIsDestroyed() throws Exception {
        int others = inUse.closed();
        PracticeKey key = world.create("*");
        KeyWorld.change("UPDATE practice_key SET ciphertext = decode('00', 'hex') WHERE id = ?", key.id());
        inUse.forget(world.practice());
        assertThat(keys.signing(world.practice(), KeyWorld.mailbox("a@practice.example")))
                .isEmpty();
        assertThat(inUse.closed()).isEqualTo(others + 1);

        custody.destroy(world.practice(), key.id(), true, KeyWorld.STAFF);
        assertThat(keys.decryption(world.practice())).isEmpty();
        assertThat(inUse.closed()).isEqualTo(others);
        // It is of no other test's backup.
        KeyWorld.change("DELETE FROM practice_key WHERE id = ?", key.id());
    }

    @Test
    void aSealedKeyOpensForItsOwnRowOnly() throws Exception {
        PracticeKey one = world.create("a@practice.example");
        PracticeKey two = world.create("b@practice.example");
        KeyWorld.change(
                "UPDATE practice_key t SET key_id = f.key_id, wrapped_key = f.wrapped_key, nonce = f.nonce,"
                        + " ciphertext = f.ciphertext FROM practice_key f WHERE t.id = ? AND f.owner ="
                        + " 'b@practice.example' AND f.practice = t.practice",
                one.id());
        inUse.forget(world.practice());
        assertThat(keys.decryption(world.practice()))
                .extracting(SmimeIdentity::certificate)
                .containsExactly(KeyWorld.certificate(two));
        KeyWorld.change("DELETE FROM practice_key WHERE id = ?", one.id());
    }

    @Test
    void noRowAndNoTextHoldsAPrivateKey() throws Exception {
        PracticeKey key = world.create("a@practice.example");
        byte[] secret = keys.signing(world.practice(), KeyWorld.mailbox("a@practice.example"))
                .orElseThrow()
                .key()
                .getEncoded();
        byte[] scalar = Arrays.copyOfRange(secret, secret.length - 32, secret.length);
        for (String column : List.of("public_key", "certificate", "issuers", "wrapped_key", "nonce", "ciphertext")) {
            byte[] stored = world.column(column, key);
            assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                    .as(column)
                    .doesNotContain(new String(scalar, StandardCharsets.ISO_8859_1));
        }
        assertThat(String.valueOf(key)).doesNotContain("practice.example");
        assertThat(inUse.of(world.practice()).toString()).doesNotContain("practice.example", "PrivateKey");
    }
}
