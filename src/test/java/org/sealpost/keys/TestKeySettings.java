package org.sealpost.keys;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;

/** Settings as an operator gives them. */
final class TestKeySettings {

    private TestKeySettings() {}

    static KeySettings of(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(KeySettings.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(KeySettings.class);
    }

    static KeySettings withToken(Path library, Path pinFile) {
        return of(Map.of(
                "sealpost.keys.pkcs11.library", library.toString(),
                "sealpost.keys.pkcs11.pin-file", pinFile.toString()));
    }
}
