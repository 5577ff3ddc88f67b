package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.Domain;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.Identity;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.TlsLevel;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** The servers that take a domain's mail, by MX records in order of preference (RFC 5321 section 5.1). */
@Singleton
final class MailExchangers {

    private static final int SMTP = 25;
    private static final String NO_ANSWER = "the name server gave no answer about the recipient's domain";

    private final LookupSession session;

    MailExchangers(DeliverySettings settings) {
        this.session = LookupSession.builder().resolver(resolver(settings)).build();
    }

    Lookup of(Domain domain, boolean wantsProof) {
        try {
            Name name = Name.fromString(domain.toAscii() + ".");
            try {
                List<Record> records = session.lookupAsync(name, Type.MX)
                        .toCompletableFuture()
                        .get()
                        .getRecords();
                // An answer without records comes as an empty list; as an exception only from the cache.
                return records.isEmpty() ? withoutExchanger(domain, name) : exchangers(records);
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof NoSuchRRSetException) {
                    return withoutExchanger(domain, name);
                }
                return failed(failure.getCause());
            }
        } catch (TextParseException | IllegalArgumentException notAName) {
            return noSuchDomain();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Lookup.Unknown("the search for the domain's mail server was interrupted");
        }
    }

    private static Lookup exchangers(List<Record> records) {
        List<MXRecord> exchangers = records.stream()
                .filter(MXRecord.class::isInstance)
                .map(MXRecord.class::cast)
                .sorted(Comparator.comparingInt(MXRecord::getPriority))
                .toList();
        if (exchangers.isEmpty()
                || exchangers.stream().allMatch(one -> one.getTarget().equals(Name.root))) {
            return noMail();
        }
        return found(exchangers.stream()
                .filter(one -> !one.getTarget().equals(Name.root))
                .map(one -> new NextHop(one.getTarget().toString(true), SMTP))
                .toList());
    }

    /**
     * The domain itself takes its mail if it has an address (RFC 5321 section 5.1). Only a name server that answered may
     * say that it has none: silence is temporary.
     */
    private Lookup withoutExchanger(Domain domain, Name name) throws InterruptedException {
        boolean answered = true;
        for (int type : List.of(Type.A, Type.AAAA)) {
            try {
                if (!session.lookupAsync(name, type)
                        .toCompletableFuture()
                        .get()
                        .getRecords()
                        .isEmpty()) {
                    return found(List.of(new NextHop(domain.toAscii(), SMTP)));
                }
            } catch (ExecutionException failure) {
                answered &= failure.getCause() instanceof NoSuchRRSetException
                        || failure.getCause() instanceof NoSuchDomainException;
            }
        }
        return answered ? noMail() : new Lookup.Unknown(NO_ANSWER);
    }

    private static Lookup found(List<NextHop> hops) {
        return new Lookup.Found(new Destination(
                hops.stream()
                        .map(hop -> new Peer(
                                hop,
                                Optional.empty(),
                                new Identity.Unprovable("its name comes from unsigned DNS", TlsLevel.NONE)))
                        .toList(),
                Destination.Kind.MAIL_EXCHANGER));
    }

    private static Lookup failed(@Nullable Throwable failure) {
        return failure instanceof NoSuchDomainException ? noSuchDomain() : new Lookup.Unknown(NO_ANSWER);
    }

    private static Lookup noSuchDomain() {
        return new Lookup.Impossible(
                Reply.of(550, "5.1.2", "The recipient's domain does not exist: check the address"));
    }

    /** RFC 7505. */
    private static Lookup noMail() {
        return new Lookup.Impossible(
                Reply.of(556, "5.1.10", "The recipient's domain accepts no mail: check the address"));
    }

    private static Resolver resolver(DeliverySettings settings) {
        if (settings.nameServer().isEmpty()) {
            return new ExtendedResolver();
        }
        try {
            Resolver[] resolvers = Arrays.stream(settings.nameServer().get().split(",", -1))
                    .map(String::strip)
                    .map(NextHop::parse)
                    .map(server -> new SimpleResolver(new InetSocketAddress(server.host(), server.port())))
                    .toArray(Resolver[]::new);
            return new ExtendedResolver(resolvers);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("sealpost.delivery.name-server is not HOST:PORT: correct it.", wrong);
        }
    }
}
