package org.sealpost.gateway;

import org.sealpost.certificate.CertificateNetwork;
import org.sealpost.delivery.DeliverySettings;
import org.sealpost.delivery.Dns;
import org.sealpost.delivery.Internet;

/** What the program gives those who look for certificates, for tests of other packages. */
public final class RealNetwork {

    private RealNetwork() {}

    public static CertificateNetwork of(DeliverySettings settings) {
        return new CertificateNetworkOverDns(new Dns(settings), new Internet(settings));
    }
}
