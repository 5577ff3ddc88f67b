package org.sealpost.certificate;

import java.net.InetAddress;
import org.xbill.DNS.Name;

/** What the sources outside need of the world, which another part of Sealpost has: a resolver, and what is inside. */
public interface CertificateNetwork {

    /**
     * Asks DNS, following aliases.
     *
     * @param type of records
     * @param validated whether the answer must agree with DNSSEC, and it is then known whether it is signed at all
     */
    DnsReply ask(Name name, int type, boolean validated);

    /**
     * Whether a server that DNS named may be asked there: at a public address. Whoever publishes the name must not choose
     * what is connected to inside (CWE-918).
     */
    boolean isPublic(InetAddress address);
}
