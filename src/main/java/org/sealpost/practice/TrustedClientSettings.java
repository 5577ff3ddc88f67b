package org.sealpost.practice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Who may relay for the practice {@code default}. */
@ConfigMapping(prefix = "sealpost.smtp")
public interface TrustedClientSettings {

    /** Networks that may relay without AUTH, as CIDR. */
    @WithDefault("127.0.0.0/8,::1/128")
    List<String> trustedClients();
}
