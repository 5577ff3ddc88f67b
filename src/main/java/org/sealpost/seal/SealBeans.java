package org.sealpost.seal;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keystore and sealer of the running program. */
final class SealBeans {

    @Produces
    @Singleton
    Keystore keystore(
            KeystoreSettings settings, @ConfigProperty(name = "sealpost.home", defaultValue = "data") Path home)
            throws SealException {
        Path file = settings.file().orElse(home.resolve("keystore.p12"));
        char[] password = settings.password().isPresent()
                ? settings.password().get().toCharArray()
                : KeystorePassword.beside(file);
        return Keystore.open(file, password);
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
}
