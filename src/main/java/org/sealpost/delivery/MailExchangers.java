package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sealpost.mail.Domain;
import org.sealpost.smtp.client.Identity;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.Peer;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The servers that take a domain's mail, in the order in which they are tried (RFC 5321 section 5.1). */
@Singleton
final class MailExchangers {

    /** No honest domain names more; a list of thousands is an attack on whoever tries them all. */
    private static final int EXCHANGERS = 20;

    private final Dns dns;
    private final Internet internet;
    private final ExchangerHosts hosts;
    private final DaneLookup dane;
    private final MtaStsPolicies policies;
    private final ExchangerIdentity identities;
    private final TlsPolicy tls;

    MailExchangers(
            Dns dns,
            Internet internet,
            ExchangerHosts hosts,
            DaneLookup dane,
            MtaStsPolicies policies,
            ExchangerIdentity identities,
            RelaySettings settings) {
        this.dns = dns;
        this.internet = internet;
        this.hosts = hosts;
        this.dane = dane;
        this.policies = policies;
        this.identities = identities;
        this.tls = TlsPolicy.parse(settings.tls());
    }

    private record Exchanger(Name name, int preference) {}

    /**
     * Finds them.
     *
     * @param wantsProof whether a decision may rest on proven TLS, so that DANE and MTA-STS are asked whatever is set
     */
    Lookup of(Domain domain, boolean wantsProof) {
        Name name;
        try {
            name = Name.fromString(domain.toAscii() + ".");
        } catch (TextParseException | IllegalArgumentException notAName) {
            return MailExchangerReplies.noSuchDomain();
        }
        boolean validated = wantsProof || tls.asksDane();
        DnsAnswer answer = dns.ask(name, Type.MX, validated);
        return switch (answer) {
            case DnsAnswer.Failed(String why) -> new Lookup.Unknown(why);
            case DnsAnswer.NoSuchName none -> MailExchangerReplies.noSuchDomain();
            case DnsAnswer.NoRecords(Name canonical, boolean secure) ->
                // The domain itself takes its mail if it has an address.
                among(
                        domain,
                        List.of(new Exchanger(name, 0)),
                        new Signed(validated, secure, Set.copyOf(List.of(name, canonical))),
                        wantsProof);
            case DnsAnswer.Records records ->
                among(
                        domain,
                        exchangers(records),
                        new Signed(validated, records.secure(), Set.copyOf(List.of(name, records.canonical()))),
                        wantsProof);
        };
    }

    /** What is known of the domain's signatures, and its names. */
    private record Signed(boolean validated, boolean secure, Set<Name> domains) {}

    private Lookup among(Domain domain, List<Exchanger> exchangers, Signed signed, boolean wantsProof) {
        if (exchangers.isEmpty()) {
            return MailExchangerReplies.noMail();
        }
        List<ExchangerHost> all = atOnce(
                exchangers, one -> hosts.find(one.name(), one.preference(), signed.validated(), signed.secure()));
        List<ExchangerHost> before = beforeOurselves(all);
        if (before.isEmpty()) {
            return MailExchangerReplies.loop();
        }
        List<ExchangerHost> usable = before.stream()
                .filter(one -> one.state() == ExchangerHost.State.FOUND || one.state() == ExchangerHost.State.UNKNOWN)
                .toList();
        if (usable.isEmpty()) {
            boolean inside = before.stream().anyMatch(one -> one.state() == ExchangerHost.State.INSIDE);
            boolean implicit = exchangers.size() == 1
                    && signed.domains().contains(exchangers.getFirst().name());
            return inside
                    ? MailExchangerReplies.inside()
                    : implicit ? MailExchangerReplies.noServer() : MailExchangerReplies.addressless();
        }
        Optional<MtaStsPolicy> policy =
                wantsProof || tls.asksMtaSts() ? policies.inForce(domain.toAscii()) : Optional.empty();
        return new Lookup.Found(new Destination(
                atOnce(usable, host -> peers(domain, host, signed, policy)).stream()
                        .flatMap(List::stream)
                        .toList(),
                Destination.Kind.MAIL_EXCHANGER));
    }

    /** One that the name server is silent about costs the others nothing. */
    private static <T, R> List<R> atOnce(List<T> all, Function<T, R> lookup) {
        try (ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<R>> found = all.stream()
                    .map(one -> CompletableFuture.supplyAsync(() -> lookup.apply(one), lookups))
                    .toList();
            return found.stream().map(CompletableFuture::join).toList();
        }
    }

    private List<Peer> peers(Domain domain, ExchangerHost host, Signed signed, Optional<MtaStsPolicy> policy) {
        if (host.state() == ExchangerHost.State.UNKNOWN) {
            Identity unknown = new Identity.Unknown("the name server gave no answer about its addresses");
            return List.of(new Peer(new NextHop(host.host(), internet.smtpPort()), Optional.empty(), unknown));
        }
        ExchangerIdentity.Proof proof = identities.of(domain.toAscii(), host, dane.of(host, signed.domains()), policy);
        NextHop nextHop = new NextHop(proof.serverName(), internet.smtpPort());
        return host.addresses().stream()
                .map(address -> new Peer(nextHop, Optional.of(address), proof.identity()))
                .toList();
    }

    /** By preference, those of equal preference in any order, to spread the load; {@code .} is no host (RFC 7505). */
    private static List<Exchanger> exchangers(DnsAnswer.Records records) {
        List<Exchanger> named = records.all(MXRecord.class).stream()
                .filter(one -> !one.getTarget().equals(Name.root))
                .map(one -> new Exchanger(one.getTarget(), one.getPriority()))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(named);
        named.sort(Comparator.comparingInt(Exchanger::preference));
        return named.subList(0, Math.min(EXCHANGERS, named.size()));
    }

    /** If this server is one of them, only better ones: the others would give the message back (RFC 5321 section 5.1). */
    private static List<ExchangerHost> beforeOurselves(List<ExchangerHost> all) {
        int own = all.stream()
                .filter(one -> one.state() == ExchangerHost.State.OWN)
                .mapToInt(ExchangerHost::preference)
                .min()
                .orElse(Integer.MAX_VALUE);
        return all.stream().filter(one -> one.preference() < own).toList();
    }
}
