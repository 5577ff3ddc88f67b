package org.sealpost.certificate;

import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sealpost.mail.Mailbox;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The LDAP server that the recipient's domain names in DNS ({@code _ldap._tcp}, RFC 2782), as Direct Project does: the
 * mailbox' entry, then that of its domain, asked anonymously. The domain chooses whom this machine talks to, so the
 * server must stand at a public address and a port of LDAP; it is connected to at the address that was checked. What it
 * says proves itself by its path or is not used.
 */
final class DirectLdapLookup implements CertificateLookup {

    /** LDAP's own, and the one of Direct's reference programs. */
    static final Set<Integer> PORTS = Set.of(389, 10389);

    private static final int MOST_SERVERS = 2;
    private static final Duration LONGEST_NEGATIVE = Duration.ofMinutes(10);

    private final CertificateNetwork network;
    private final LdapQuery query;
    private final Set<Integer> ports;
    private final Duration cache;

    /** @param cache for how long answers hold at most */
    DirectLdapLookup(CertificateNetwork network, LdapQuery query, Set<Integer> ports, Duration cache) {
        this.network = network;
        this.query = query;
        this.ports = Set.copyOf(ports);
        this.cache = cache;
    }

    @Override
    public CertificateSource source() {
        return CertificateSource.DIRECT_LDAP;
    }

    @Override
    public String place() {
        return "the LDAP server of the recipient's domain";
    }

    @Override
    public LookupAnswer find(Mailbox mailbox) {
        Optional<Name> name = name("_ldap._tcp." + mailbox.domain().toAscii() + ".");
        if (name.isEmpty()) {
            return LookupAnswer.none(cache);
        }
        return switch (network.ask(name.get(), Type.SRV, false)) {
            case DnsReply.Records(List<Record> records, boolean secure, Duration ttl) -> ask(records, mailbox);
            case DnsReply.None(Duration ttl) -> LookupAnswer.none(ttl);
            case DnsReply.Failed failed -> new LookupAnswer.Failed("is not known, DNS gave no answer");
        };
    }

    private LookupAnswer ask(List<Record> records, Mailbox mailbox) {
        List<SRVRecord> targets = records.stream()
                .filter(SRVRecord.class::isInstance)
                .map(SRVRecord.class::cast)
                // The root as target: the service is decidedly not offered (RFC 2782).
                .filter(target -> !target.getTarget().equals(Name.root))
                .sorted(Comparator.comparingInt(SRVRecord::getPriority)
                        .thenComparing(
                                Comparator.comparingInt(SRVRecord::getWeight).reversed()))
                .limit(MOST_SERVERS)
                .toList();
        if (targets.isEmpty()) {
            return LookupAnswer.none(negative());
        }
        String why = "stands where this server does not connect to";
        for (SRVRecord target : targets) {
            for (InetAddress address : addresses(target)) {
                try {
                    return ask(address, target.getPort(), mailbox);
                } catch (LDAPException failure) {
                    why = LdapQuery.why(failure);
                }
            }
        }
        return new LookupAnswer.Failed(why);
    }

    private LookupAnswer ask(InetAddress address, int port, Mailbox mailbox) throws LDAPException {
        LdapServer server = new LdapServer(
                address.getHostAddress(), port, new LdapServer.Security.Clear(), Optional.empty(), List.of());
        List<String> sought = List.of(mailbox.lookupKey(), mailbox.domain().toAscii());
        for (String one : sought) {
            FoundCertificates found = query.ask(server, one);
            if (!found.all().isEmpty()) {
                return new LookupAnswer.Found(found.all(), List.of(), cache);
            }
        }
        return LookupAnswer.none(negative());
    }

    /** Where the target may be connected to; at one address, so that a slow server costs its time once. */
    private List<InetAddress> addresses(SRVRecord target) {
        if (!ports.contains(target.getPort())) {
            return List.of();
        }
        List<InetAddress> addresses = new ArrayList<>(Stream.of(Type.A, Type.AAAA)
                .flatMap(type -> addresses(network.ask(target.getTarget(), type, false)))
                .toList());
        // One that leads inside makes the name suspect, whichever would be connected to.
        return addresses.stream().allMatch(network::isPublic)
                ? addresses.stream().limit(1).toList()
                : List.of();
    }

    private static Stream<InetAddress> addresses(DnsReply reply) {
        return reply instanceof DnsReply.Records found
                ? found.records().stream().flatMap(record -> switch (record) {
                    case ARecord four -> Stream.of(four.getAddress());
                    case AAAARecord six -> Stream.of(six.getAddress());
                    default -> Stream.empty();
                })
                : Stream.empty();
    }

    private Duration negative() {
        return cache.compareTo(LONGEST_NEGATIVE) > 0 ? LONGEST_NEGATIVE : cache;
    }

    private static Optional<Name> name(String text) {
        try {
            return Optional.of(Name.fromString(text));
        } catch (TextParseException tooLong) {
            return Optional.empty();
        }
    }
}
