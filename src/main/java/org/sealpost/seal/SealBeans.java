package org.sealpost.seal;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keystore and sealer of the running program. */
final class SealBeans {

    private static final int PASSWORD_BYTES = 32;

    @Produces
    @Singleton
    Keystore keystore(
            KeystoreSettings settings, @ConfigProperty(name = "sealpost.home", defaultValue = "data") Path home)
            throws SealException {
        Path file = settings.file().orElse(home.resolve("keystore.p12"));
        String password = settings.password().isPresent() ? settings.password().get() : passwordBeside(file);
        return Keystore.open(file, password.toCharArray());
    }

    @Produces
    @Singleton
    Sealer sealer(Keystore keystore) {
        return new Sealer(keystore);
    }

    @Produces
    @Singleton
    KeyCheck keyCheck(DataSource database, Keystore keystore) {
        return new KeyCheck(database, keystore);
    }

    private static String passwordBeside(Path file) throws SealException {
        Path passwordFile = file.resolveSibling(file.getFileName() + ".password");
        try {
            if (!Files.exists(passwordFile)) {
                Files.createDirectories(passwordFile.toAbsolutePath().getParent());
                byte[] random = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(random);
                Files.createFile(
                        passwordFile,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(passwordFile, Base64.getEncoder().encodeToString(random));
            }
            return Files.readString(passwordFile);
        } catch (IOException failure) {
            throw new SealException(
                    "The keystore's password file " + passwordFile + " cannot be used: make its folder writable.",
                    failure);
        }
    }
}
