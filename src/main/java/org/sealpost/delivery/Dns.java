package org.sealpost.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Questions to DNS, with memory. A validated answer was checked here, from the trust anchors down: what a name server
 * says about its own checks is not believed.
 */
@Singleton
public final class Dns {

    private static final int ALIASES = 8;
    private static final Duration NEGATIVE = Duration.ofMinutes(1);
    private static final Duration LONGEST_NEGATIVE = Duration.ofMinutes(15);
    private static final String NO_ANSWER = "the name server gave no answer about ";
    private static final String NO_PROOF =
            "the name server's answer does not agree with its signatures (DNSSEC), or it leaves them out: ";

    private final Resolver plain;
    private final Resolver validating;
    private final DnsCache cache = new DnsCache();

    @Inject
    public Dns(DeliverySettings settings) {
        this(NameServers.of(settings), NameServers.validating(settings));
    }

    Dns(Resolver plain, Resolver validating) {
        this.plain = plain;
        this.validating = validating;
    }

    /**
     * An answer and for how long it holds.
     *
     * @param ttl as DNS says; zero for a failure
     */
    public record Lasting(DnsAnswer answer, Duration ttl) {}

    /**
     * Asks, following aliases unless it is asked for one.
     *
     * @param validated whether the answer must agree with DNSSEC, and whether it is then known if it is signed at all
     */
    DnsAnswer ask(Name name, int type, boolean validated) {
        DnsCache.Question question = new DnsCache.Question(name, type, validated);
        Optional<DnsAnswer> known = cache.find(question);
        if (known.isPresent()) {
            return known.get();
        }
        Lasting step = askAnew(name, type, validated);
        cache.keep(question, step.answer(), step.ttl());
        return step.answer();
    }

    /**
     * Asks, following aliases, and remembers nothing: for those who remember what they made of the answer.
     *
     * @param validated whether the answer must agree with DNSSEC, and whether it is then known if it is signed at all
     */
    public Lasting askAnew(Name asked, int type, boolean validated) {
        Name name = asked;
        boolean secure = validated;
        Duration ttl = Duration.ofDays(1);
        for (int i = 0; i < ALIASES; i++) {
            Message reply;
            try {
                reply = (validated ? validating : plain)
                        .send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
            } catch (IOException silent) {
                return failed(NO_ANSWER + asked);
            }
            int code = reply.getRcode();
            if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
                return failed((validated && code == Rcode.SERVFAIL ? NO_PROOF : NO_ANSWER) + asked);
            }
            secure &= reply.getHeader().getFlag(Flags.AD);
            List<Record> answers = reply.getSection(Section.ANSWER);
            ttl = shorter(ttl, answers);
            Name end = type == Type.CNAME ? name : endOfAliases(name, answers);
            List<Record> found = answers.stream()
                    .filter(one -> one.getType() == type && one.getName().equals(end))
                    .toList();
            if (!found.isEmpty()) {
                return new Lasting(new DnsAnswer.Records(found, end, secure), ttl);
            }
            if (code == Rcode.NXDOMAIN) {
                return new Lasting(new DnsAnswer.NoSuchName(secure), negativeTtl(reply));
            }
            if (end.equals(name)) {
                return new Lasting(new DnsAnswer.NoRecords(end, secure), negativeTtl(reply));
            }
            // The server did not follow the alias into another zone.
            name = end;
        }
        return failed("the name " + asked + " has too many aliases");
    }

    private static Lasting failed(String why) {
        return new Lasting(new DnsAnswer.Failed(why), Duration.ZERO);
    }

    private static Name endOfAliases(Name from, List<Record> answers) {
        Name end = from;
        for (int i = 0; i < ALIASES; i++) {
            Name here = end;
            Optional<Name> next = answers.stream()
                    .filter(one -> one.getType() == Type.CNAME && one.getName().equals(here))
                    .map(one -> ((CNAMERecord) one).getTarget())
                    .findFirst();
            if (next.isEmpty()) {
                return end;
            }
            end = next.get();
        }
        return end;
    }

    private static Duration shorter(Duration ttl, List<Record> answers) {
        Duration shortest = ttl;
        for (Record one : answers) {
            Duration here = Duration.ofSeconds(one.getTTL());
            shortest = here.compareTo(shortest) < 0 ? here : shortest;
        }
        return shortest;
    }

    /** RFC 2308 section 5. */
    private static Duration negativeTtl(Message reply) {
        return reply.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())))
                .map(ttl -> ttl.compareTo(LONGEST_NEGATIVE) > 0 ? LONGEST_NEGATIVE : ttl)
                .findFirst()
                .orElse(NEGATIVE);
    }
}
