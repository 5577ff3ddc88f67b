package org.sealpost.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sealpost.keys.KeyBackup;
import org.sealpost.keys.KeyRefusedException;
import org.sealpost.seal.KeystoreSettings;

/**
 * The keystore that an installation on this machine should have and has not: a new machine, or a lost disk. It is put back
 * from a backup before the gateway starts, which without it does not start on its database.
 */
public final class LostKeystore {

    private final Path file;
    private final Optional<String> password;

    private LostKeystore(Path file, Optional<String> password) {
        this.file = file;
        this.password = password;
    }

    /**
     * Looks for the keystore of the settings.
     *
     * @param configuration folder of {@code application.yaml}
     * @return absent when the keystore is there
     */
    public static Optional<LostKeystore> find(Path configuration) throws StartFailure {
        StartSettings settings = StartSettings.read(configuration);
        KeystoreSettings keystore = settings.of(KeystoreSettings.class);
        Path home = Path.of(settings.value("sealpost.home").orElse("data"));
        Path file = keystore.file().orElse(home.resolve("keystore.p12"));
        return Files.exists(file) ? Optional.empty() : Optional.of(new LostKeystore(file, keystore.password()));
    }

    /** Makes it of a backup's keys; the next start puts the others into the database. */
    public Path restore(byte[] backup, char[] passphrase) throws StartFailure {
        try {
            KeyBackup.restoreKeystore(backup, passphrase, file, password);
            return file;
        } catch (KeyRefusedException refused) {
            throw new StartFailure(String.valueOf(refused.getMessage()), refused);
        }
    }
}
