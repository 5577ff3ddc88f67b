package org.sealpost.gateway;

import jakarta.inject.Singleton;
import org.sealpost.mail.HostName;

/** What this server calls itself: the setting, else the machine's name. */
@Singleton
final class OwnHostname {

    private final String value;

    OwnHostname(SmtpSettings settings) {
        this.value = HostName.of(settings.hostname());
    }

    String value() {
        return value;
    }
}
