package org.sealpost.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the keys: shared by replicas, and what becomes of it when things go wrong. */
class KeystoreTest {

    private static final Instant EXPIRES = Instant.parse("2027-01-15T00:00:00Z");
    private static final byte[] OWNER = "practice default, message 1".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("keystore.p12");
    }

    @Test
    void keepsTheKeyOfPseudonymsOverARestart() throws Exception {
        byte[] before = keystore().key(Keystore.PSEUDONYMS).getEncoded();

        assertThat(before).hasSize(32);
        assertThat(keystore().key(Keystore.PSEUDONYMS).getEncoded()).isEqualTo(before);
        assertThat(keystore().key(Keystore.CHECK).getEncoded()).isNotEqualTo(before);
    }

    @Test
    void losesAKeyInEveryReplicaOnceOneHasDestroyedIt() throws Exception {
        Keystore one = keystore();
        Sealer other = new Sealer(keystore());
        Sealed sealed = new Sealer(one).seal(new byte[10], OWNER, EXPIRES);
        assertThat(other.open(sealed, OWNER)).hasSize(10);

        one.destroyBefore(YearMonth.of(2027, 2), Set.of());

        assertThatThrownBy(() -> other.open(sealed, OWNER))
                .isInstanceOf(SealException.class)
                .hasMessage("The key month-2027-01 is not in the keystore: it was destroyed, or this is another"
                        + " keystore.");
    }

    @Test
    void destroysOnlyKeysOfMonths() throws Exception {
        Keystore keystore = keystore();
        byte[] pseudonyms = keystore.key(Keystore.PSEUDONYMS).getEncoded();

        assertThat(keystore.destroyBefore(YearMonth.of(9999, 12), Set.of())).isEmpty();

        assertThat(keystore().key(Keystore.PSEUDONYMS).getEncoded()).isEqualTo(pseudonyms);
    }

    @Test
    void sealsNothingUnderAKeyThatItCouldNotWrite() throws Exception {
        Sealer sealer = new Sealer(keystore());
        // Where the new file would be written stands a folder that is not empty.
        Path obstacle = Files.createDirectories(folder.resolve("keystore.p12.new/not-empty"));

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> sealer.seal(new byte[10], OWNER, EXPIRES))
                    .isInstanceOf(SealException.class)
                    .hasMessage("The keystore " + file + " cannot be written: make its folder writable for Sealpost.");
        }

        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        Sealed sealed = sealer.seal(new byte[10], OWNER, EXPIRES);
        assertThat(new Sealer(keystore()).open(sealed, OWNER)).hasSize(10);
    }

    @Test
    void refusesAFileThatWasCutOff() throws Exception {
        keystore();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(this::keystore)
                .isInstanceOf(SealException.class)
                .hasMessageContaining("restore the file from a backup");
    }

    @Test
    void opensWhatAnEarlierVersionSealed() throws Exception {
        Path earlier = Path.of("src/test/resources/org/sealpost/seal");
        Files.copy(earlier.resolve("earlier-keystore.p12"), file);
        List<String> sealed = Files.readAllLines(earlier.resolve("earlier-sealed.txt"));
        HexFormat hex = HexFormat.of();

        byte[] opened = new Sealer(keystore())
                .open(
                        new Sealed(
                                sealed.get(0),
                                hex.parseHex(sealed.get(1)),
                                hex.parseHex(sealed.get(2)),
                                hex.parseHex(sealed.get(3))),
                        OWNER);

        assertThat(new String(opened, StandardCharsets.US_ASCII)).isEqualTo("Subject: test\r\n\r\nbody\r\n");
    }

    @Test
    void makesAPasswordThatOnlyItsOwnerCanReadAndKeepsIt() throws Exception {
        char[] password = KeystorePassword.beside(file);

        assertThat(password).hasSizeGreaterThan(40).isEqualTo(KeystorePassword.beside(file));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("keystore.p12.password"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no file is left half made").hasSize(1);
        }
    }

    @Test
    void makesNoNewPasswordForAKeystoreThatHasLostItsOwn() throws Exception {
        keystore();
        Path lost = folder.resolve("keystore.p12.password");

        assertThatThrownBy(() -> KeystorePassword.beside(file))
                .isInstanceOf(SealException.class)
                .hasMessage("The keystore " + file + " has no password: restore " + lost
                        + ", or set sealpost.keystore.password.");

        Files.createFile(lost);
        assertThatThrownBy(() -> KeystorePassword.beside(file))
                .isInstanceOf(SealException.class)
                .hasMessage("The keystore's password file " + lost + " is empty: restore it.");
    }

    private Keystore keystore() throws SealException {
        return Keystore.open(file, "password of a test".toCharArray());
    }
}
