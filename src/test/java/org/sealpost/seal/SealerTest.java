package org.sealpost.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {

    private static final Instant EXPIRES = Instant.parse("2027-01-15T00:00:00Z");
    private static final byte[] OWNER = bytes("practice default, message 1");

    @TempDir
    Path folder;

    private Path file;
    private Sealer sealer;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("keystore.p12");
        sealer = new Sealer(keystore());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 1_000_000})
    void opensWhatItSealed(int size) throws Exception {
        byte[] plain = new byte[size];
        assertThat(sealer.open(sealer.seal(plain, OWNER, EXPIRES), OWNER)).isEqualTo(plain);
    }

    @Test
    void sealsTheSameThingDifferentlyEachTime() throws Exception {
        Sealed one = sealer.seal(bytes("body"), OWNER, EXPIRES);
        Sealed two = sealer.seal(bytes("body"), OWNER, EXPIRES);
        assertThat(one.ciphertext()).isNotEqualTo(two.ciphertext());
        assertThat(one.wrappedKey()).isNotEqualTo(two.wrappedKey());
    }

    @Test
    void doesNotOpenWithOneBitChangedAnywhere() throws Exception {
        Sealed sealed = sealer.seal(bytes("body"), OWNER, EXPIRES);
        for (int bit = 0; bit < sealed.ciphertext().length * 8; bit++) {
            assertDoesNotOpen(with(sealed, sealed.wrappedKey(), sealed.nonce(), flipped(sealed.ciphertext(), bit)));
        }
        for (int bit = 0; bit < sealed.wrappedKey().length * 8; bit++) {
            assertDoesNotOpen(with(sealed, flipped(sealed.wrappedKey(), bit), sealed.nonce(), sealed.ciphertext()));
        }
        for (int bit = 0; bit < sealed.nonce().length * 8; bit++) {
            assertDoesNotOpen(with(sealed, sealed.wrappedKey(), flipped(sealed.nonce(), bit), sealed.ciphertext()));
        }
    }

    @Test
    void doesNotOpenForAnotherOwner() throws Exception {
        Sealed sealed = sealer.seal(bytes("body"), OWNER, EXPIRES);
        assertThatThrownBy(() -> sealer.open(sealed, bytes("practice other, message 1")))
                .isInstanceOf(SealException.class);
    }

    @Test
    void opensAfterARestartAndInAnotherReplica() throws Exception {
        Sealer replica = new Sealer(keystore());
        Sealed sealed = sealer.seal(bytes("body"), OWNER, EXPIRES);
        assertThat(replica.open(sealed, OWNER)).isEqualTo(bytes("body"));
        assertThat(new Sealer(keystore()).open(sealed, OWNER)).isEqualTo(bytes("body"));
        // Both replicas met the month first: they must have agreed on one key.
        assertThat(sealer.open(replica.seal(bytes("x"), OWNER, EXPIRES), OWNER)).isEqualTo(bytes("x"));
    }

    @Test
    void doesNotOpenOnceTheMonthsKeyIsDestroyed() throws Exception {
        Keystore keystore = keystore();
        Sealer shredding = new Sealer(keystore);
        Sealed january = shredding.seal(bytes("body"), OWNER, EXPIRES);
        Sealed february = shredding.seal(bytes("body"), OWNER, Instant.parse("2027-02-01T00:00:00Z"));
        assertThat(keystore.destroyBefore(YearMonth.of(2027, 2), Set.of())).containsExactly("month-2027-01");
        assertThatThrownBy(() -> shredding.open(january, OWNER)).hasMessageContaining("destroyed");
        assertThatThrownBy(() -> new Sealer(keystore()).open(january, OWNER)).isInstanceOf(SealException.class);
        assertThat(shredding.open(february, OWNER)).isEqualTo(bytes("body"));
    }

    @Test
    void refusesAWrongPasswordAndKeepsTheFileToItsOwner() throws Exception {
        assertThatThrownBy(() -> Keystore.open(file, "wrong".toCharArray()))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("sealpost.keystore.password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private Keystore keystore() throws SealException {
        return Keystore.open(file, "password of a test".toCharArray());
    }

    private void assertDoesNotOpen(Sealed changed) {
        assertThatThrownBy(() -> sealer.open(changed, OWNER)).isInstanceOf(SealException.class);
    }

    private static Sealed with(Sealed sealed, byte[] wrappedKey, byte[] nonce, byte[] ciphertext) {
        return new Sealed(sealed.keyId(), wrappedKey, nonce, ciphertext);
    }

    private static byte[] flipped(byte[] octets, int bit) {
        UnaryOperator<byte[]> flip = copy -> {
            copy[bit / 8] ^= (byte) (1 << (bit % 8));
            return copy;
        };
        return flip.apply(octets.clone());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
