package org.sealpost.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the rules come from. */
@ConfigMapping(prefix = "sealpost.rules")
public interface RulesSettings {

    /** The rules file. Without the file, the newest version in the database is in force, or no rule. */
    @WithDefault("config/rules.yaml")
    Path file();

    /** How often the file and the database are looked at for a newer version. */
    @WithDefault("2s")
    Duration checkEvery();
}
