package org.sealpost.launch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.sealpost.audit.KafkaSettings;

/**
 * The settings as Quarkus will see them, read before Quarkus runs: {@code config/application.yaml} (or {@code
 * .properties}), then the environment, then system properties.
 */
final class StartSettings {

    /** Quarkus' own ordinals of these files, below the environment's 300. */
    private static final int YAML_ORDINAL = 265;

    private static final int PROPERTIES_ORDINAL = 260;

    private final SmallRyeConfig config;

    private StartSettings(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * Reads and checks them.
     *
     * @param folder where the files are, usually {@code config}
     * @throws StartFailure when a file cannot be read, a name means nothing or a value is wrong
     */
    static StartSettings read(Path folder) throws StartFailure {
        List<ConfigSource> files = files(folder);
        List<String> names = new ArrayList<>();
        files.forEach(file -> names.addAll(file.getPropertyNames()));
        names.addAll(System.getProperties().stringPropertyNames());
        new KnownSettings().check(names, System.getenv());
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .addSystemSources()
                .withSources(files);
        builder.withValidateUnknown(false);
        for (Class<?> mapping : KnownSettings.MAPPINGS) {
            builder.withMapping(new ConfigClass(
                    mapping, mapping.getAnnotation(ConfigMapping.class).prefix()));
        }
        try {
            return new StartSettings(builder.build());
        } catch (ConfigValidationException wrong) {
            throw new StartFailure(
                    "A setting has a wrong value: " + wrong.getProblem(0).getMessage() + ".", wrong);
        }
    }

    /** The value of a setting that may be missing. */
    Optional<String> value(String name) {
        return config.getOptionalValue(name, String.class);
    }

    /**
     * Those of Kafka's clients, by their names there, as Quarkus hands them on: {@code kafka.acks} and {@code KAFKA_ACKS} are the
     * same.
     */
    Map<String, String> kafka() {
        Map<String, String> settings = new TreeMap<>();
        Set<String> known = KafkaSettings.names();
        for (String name : config.getPropertyNames()) {
            String property =
                    name.startsWith("KAFKA_") ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
            if (property.startsWith(KafkaSettings.PREFIX)) {
                String key = property.substring(KafkaSettings.PREFIX.length());
                value(name).filter(value -> known.contains(key)).ifPresent(value -> settings.put(key, value));
            }
        }
        return settings;
    }

    /** A feature's settings. */
    <T> T of(Class<T> mapping) {
        return config.getConfigMapping(mapping);
    }

    /**
     * The value of a port.
     *
     * @throws StartFailure when it is none
     */
    int port(String name, int otherwise) throws StartFailure {
        try {
            int port = config.getOptionalValue(name, Integer.class).orElse(otherwise);
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException();
            }
            return port;
        } catch (IllegalArgumentException wrong) {
            throw new StartFailure(name + " is no port: set it to a number from 0 to 65535.", wrong);
        }
    }

    private static List<ConfigSource> files(Path folder) throws StartFailure {
        List<ConfigSource> sources = new ArrayList<>();
        for (String name : List.of("application.yaml", "application.yml", "application.properties")) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                continue;
            }
            try {
                var location = file.toUri().toURL();
                sources.add(
                        name.endsWith(".properties")
                                ? new PropertiesConfigSource(location, PROPERTIES_ORDINAL)
                                : new YamlConfigSource(location, YAML_ORDINAL));
            } catch (IOException | RuntimeException broken) {
                throw new StartFailure(file + " cannot be read: correct it (" + firstLine(broken) + ").", broken);
            }
        }
        return sources;
    }

    private static String firstLine(Exception broken) {
        String text = String.valueOf(broken.getMessage());
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("no reason given");
    }
}
