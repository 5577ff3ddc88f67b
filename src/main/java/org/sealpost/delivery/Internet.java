package org.sealpost.delivery;

import io.vertx.core.http.HttpClientOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.sealpost.mail.AddressBlock;
import org.sealpost.mail.PublicAddress;

/**
 * Where servers that DNS names may stand. Whoever publishes an address chooses what this machine connects to, so inside
 * addresses are not followed (RFC 8461 section 10.3; CWE-918). Only tests put another in its place: it is no setting.
 */
@Singleton
public class Internet {

    private final List<AddressBlock> internal;

    @Inject
    public Internet(DeliverySettings settings) {
        this.internal = settings.internalNetworks().stream()
                .flatMap(all -> AddressBlock.ofSetting("sealpost.delivery.internal-networks", all).stream())
                .toList();
    }

    /** The port of mail exchangers (RFC 5321 section 4.5.4.2). */
    public int smtpPort() {
        return 25;
    }

    /** The port of policy hosts (RFC 8461 section 3.3). */
    public int httpsPort() {
        return 443;
    }

    /** What proves a policy host: the authorities that the JDK trusts. */
    public HttpClientOptions https() {
        return new HttpClientOptions();
    }

    /** Whether a mail exchanger may stand there: a public address, or one in a network that the operator named. */
    public boolean mayTakeMail(InetAddress address) {
        return PublicAddress.is(address) || isInternal(address);
    }

    /** Whether a policy host may stand there: public addresses alone. */
    public boolean mayPublishPolicy(InetAddress address) {
        return PublicAddress.is(address);
    }

    /** Whether it is this machine, and the operator did not say that another mail server stands there. */
    public boolean isOwn(InetAddress address) {
        try {
            return !isInternal(address)
                    && (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null);
        } catch (SocketException unknown) {
            return false;
        }
    }

    private boolean isInternal(InetAddress address) {
        return internal.stream().anyMatch(block -> block.contains(address));
    }
}
