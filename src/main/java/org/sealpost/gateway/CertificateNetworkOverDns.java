package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import org.sealpost.certificate.CertificateNetwork;
import org.sealpost.certificate.DnsReply;
import org.sealpost.delivery.Dns;
import org.sealpost.delivery.DnsAnswer;
import org.sealpost.delivery.Internet;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Lets certificates be looked for by the resolver that mail exchangers are looked for by: neither feature knows the other. */
@Singleton
final class CertificateNetworkOverDns implements CertificateNetwork {

    private final Dns dns;
    private final Internet internet;

    CertificateNetworkOverDns(Dns dns, Internet internet) {
        this.dns = dns;
        this.internet = internet;
    }

    @Override
    public DnsReply ask(Name name, int type, boolean validated) {
        Dns.Lasting asked = dns.askAnew(name, type, validated);
        return switch (asked.answer()) {
            case DnsAnswer.Records(List<Record> records, Name canonical, boolean secure) ->
                new DnsReply.Records(records, secure, asked.ttl());
            case DnsAnswer.NoRecords none -> new DnsReply.None(asked.ttl());
            case DnsAnswer.NoSuchName none -> new DnsReply.None(asked.ttl());
            // Its words name what was asked for, which may be an address.
            case DnsAnswer.Failed failed -> new DnsReply.Failed();
        };
    }

    @Override
    public boolean isPublic(InetAddress address) {
        return internet.mayPublishPolicy(address);
    }
}
