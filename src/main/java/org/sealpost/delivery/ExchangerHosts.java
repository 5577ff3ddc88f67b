package org.sealpost.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sealpost.mail.HostName;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Finds the addresses of mail exchangers, IPv6 and IPv4, and tells which of them is this server. */
@Singleton
final class ExchangerHosts {

    /** So many of one host are tried. */
    static final int ADDRESSES = 8;
    /** No top-level domain is a number, so that a name never reads as an address (RFC 1123 section 2.1). */
    private static final Pattern ADDRESS_LITERAL = Pattern.compile("(?i)(.*\\.)?(\\d+|0x[0-9a-f]*)");

    private final Dns dns;
    private final Internet internet;
    private final String ownName;

    @Inject
    ExchangerHosts(
            Dns dns, Internet internet, @ConfigProperty(name = "sealpost.smtp.hostname") Optional<String> hostname) {
        this.dns = dns;
        this.internet = internet;
        this.ownName = HostName.of(hostname);
    }

    /**
     * Finds them.
     *
     * @param validated whether it must be known if the addresses are signed
     * @param signed whether what names the host is signed, so that DANE may apply to it
     */
    ExchangerHost find(Name name, int preference, boolean validated, boolean signed) {
        String host = name.toString(true);
        if (ADDRESS_LITERAL.matcher(host).matches()) {
            return new ExchangerHost(name, preference, List.of(), ExchangerHost.State.ADDRESSLESS, List.of());
        }
        // At the same time, for a name server that is silent about one keeps silent about the other.
        CompletableFuture<DnsAnswer> asked =
                CompletableFuture.supplyAsync(() -> dns.ask(name, Type.AAAA, validated), Thread::startVirtualThread);
        DnsAnswer four = dns.ask(name, Type.A, validated);
        DnsAnswer six = asked.join();
        // RFC 7672 section 2.2.1: an unsigned MX record may name anyone, whatever that one's own DNS says.
        KnownNames names = signed ? names(name, four, six) : new KnownNames(List.of(), false);
        List<InetAddress> all = Stream.concat(
                        six.all(AAAARecord.class).stream().map(AAAARecord::getAddress),
                        four.all(ARecord.class).stream().map(ARecord::getAddress))
                .map(ExchangerHosts::nameless)
                .toList();
        List<InetAddress> usable = alternating(all.stream()
                .filter(address -> !internet.isOwn(address) && internet.mayTakeMail(address))
                .toList());
        boolean failed = four instanceof DnsAnswer.Failed || six instanceof DnsAnswer.Failed || names.failed();
        // RFC 7672 section 2.2.2: whoever spoils one of the two answers must not switch DANE off with it.
        List<InetAddress> known = signed && failed ? List.of() : usable;
        return new ExchangerHost(name, preference, known, state(host, all, known, failed), names.signed());
    }

    /**
     * What is known of the host's names.
     *
     * @param failed whether it cannot be said now if it is signed that the host is an alias
     */
    private record KnownNames(List<Name> signed, boolean failed) {}

    /**
     * RFC 7672 section 2.2.3: at the end of the aliases first, then at the name itself. Section 2.2.2: where that end is not
     * signed, the first alias may be, and then the name's own records count.
     */
    private KnownNames names(Name name, DnsAnswer four, DnsAnswer six) {
        Name canonical = canonical(name, four, six);
        if (four.isSecure() && six.isSecure()) {
            return new KnownNames(Stream.of(canonical, name).distinct().toList(), false);
        }
        if (canonical.equals(name)) {
            return new KnownNames(List.of(), false);
        }
        DnsAnswer first = dns.ask(name, Type.CNAME, true);
        return new KnownNames(first.isSecure() ? List.of(name) : List.of(), first instanceof DnsAnswer.Failed);
    }

    private ExchangerHost.State state(String host, List<InetAddress> all, List<InetAddress> usable, boolean failed) {
        if (host.equalsIgnoreCase(ownName) || all.stream().anyMatch(internet::isOwn)) {
            return ExchangerHost.State.OWN;
        }
        if (!usable.isEmpty()) {
            return ExchangerHost.State.FOUND;
        }
        if (failed) {
            return ExchangerHost.State.UNKNOWN;
        }
        return all.isEmpty() ? ExchangerHost.State.ADDRESSLESS : ExchangerHost.State.INSIDE;
    }

    private static Name canonical(Name name, DnsAnswer four, DnsAnswer six) {
        return Stream.of(four, six)
                .filter(DnsAnswer.Records.class::isInstance)
                .map(one -> ((DnsAnswer.Records) one).canonical())
                .findFirst()
                .orElse(name);
    }

    /** Both families take turns, so that a machine without one of them soon tries the other (RFC 8305 section 4). */
    private static List<InetAddress> alternating(List<InetAddress> all) {
        List<InetAddress> six =
                all.stream().filter(one -> one.getAddress().length > 4).toList();
        List<InetAddress> four =
                all.stream().filter(one -> one.getAddress().length == 4).toList();
        List<InetAddress> mixed = new ArrayList<>();
        for (int i = 0; i < Math.max(six.size(), four.size()); i++) {
            six.stream().skip(i).findFirst().ifPresent(mixed::add);
            four.stream().skip(i).findFirst().ifPresent(mixed::add);
        }
        return mixed.subList(0, Math.min(mixed.size(), ADDRESSES));
    }

    /** Without the name, so that neither a certificate is asked for it nor a resolver. */
    private static InetAddress nameless(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
