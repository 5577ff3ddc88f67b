package org.sealpost.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The practice's own keys. */
@ConfigMapping(prefix = "sealpost.keys")
public interface KeySettings {

    /** How long a key decrypts after it was retired; then it is destroyed. */
    @WithDefault("180d")
    Duration overlap();

    /** How long certificates hold that Sealpost signs itself, by the key's own hand or by the internal authority. */
    @WithDefault("730d")
    Duration certificateLifetime();

    /** From where every key may be backed up and restored, by whoever has the API's token. */
    @WithDefault("loopback")
    BackupAccess backup();

    /** The internal authority. */
    Authority authority();

    /** The token of keys that are used by handle. */
    Pkcs11 pkcs11();

    /** The practice's internal authority. */
    interface Authority {

        /** How long the authority's own certificate holds. */
        @WithDefault("3650d")
        Duration lifetime();

        /**
         * What revocation lists can be fetched under from outside, such as {@code https://mail.practice.example/ca/}; it
         * is written into certificates. Without it they name no list.
         */
        Optional<URI> revocationUrl();
    }

    /** A token (PKCS#11). */
    interface Pkcs11 {

        /** The module's shared library; no token when missing. */
        Optional<Path> library();

        /** The slot's number. */
        Optional<Long> slot();

        /** The slot by its place in the list of slots, when its number is not given. */
        @WithDefault("0")
        int slotListIndex();

        /** A file that holds the PIN, readable by Sealpost only. */
        Optional<Path> pinFile();

        /** The PIN, when there is no file. */
        Optional<String> pin();
    }
}
