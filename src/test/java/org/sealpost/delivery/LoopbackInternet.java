package org.sealpost.delivery;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The whole program's internet on this machine, for tests whose profile asks for it. It is in no package of the program. */
@Alternative
@Singleton
public class LoopbackInternet extends Internet {

    private final int port;

    @Inject
    public LoopbackInternet(
            DeliverySettings settings, @ConfigProperty(name = "test.mail.port", defaultValue = "25") int port) {
        super(settings);
        this.port = port;
    }

    @Override
    public int smtpPort() {
        return port;
    }

    @Override
    public boolean mayTakeMail(InetAddress address) {
        return true;
    }

    @Override
    public boolean isOwn(InetAddress address) {
        return false;
    }
}
