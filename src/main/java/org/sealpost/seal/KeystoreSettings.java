package org.sealpost.seal;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the keys are. */
@ConfigMapping(prefix = "sealpost.keystore")
public interface KeystoreSettings {

    /** The PKCS#12 file; {@code keystore.p12} in the home folder when missing. Every replica needs the same. */
    Optional<Path> file();

    /** Its password; made at first start and kept beside the file when missing. */
    Optional<String> password();
}
