package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sealpost.smtp.client.Tlsa;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What signed DNS says of a mail exchanger's certificate (RFC 7672 section 2.2). */
@Singleton
final class DaneLookup {

    private final Dns dns;
    private final Internet internet;

    DaneLookup(Dns dns, Internet internet) {
        this.dns = dns;
        this.internet = internet;
    }

    /** What came of it. */
    sealed interface Result {

        /** Signed DNS says nothing of it, or is not signed. */
        record Absent() implements Result {}

        /** There are records, and SMTP can use none: TLS is demanded, and nothing can be proven. */
        record Unusable() implements Result {}

        /**
         * Records to verify by.
         *
         * @param base the name under which they stand: the server is asked for that name's certificate
         * @param names any of which a certificate issued by a DANE-TA must hold (section 3.2.2)
         */
        record Usable(String base, List<Tlsa> records, Set<String> names) implements Result {}

        /** It cannot be said now, so the server is not to be used now. */
        record Unknown(String why) implements Result {}
    }

    /**
     * Looks.
     *
     * @param domains the recipient's domain, and its canonical name
     */
    Result of(ExchangerHost host, Set<Name> domains) {
        for (Name base : host.signedNames()) {
            DnsAnswer answer = dns.ask(below(base), Type.TLSA, true);
            if (answer instanceof DnsAnswer.Failed(String why)) {
                return new Result.Unknown(why);
            }
            List<Tlsa> records = answer.isSecure()
                    ? answer.all(TLSARecord.class).stream()
                            .map(DaneLookup::tlsa)
                            .toList()
                    : List.of();
            if (!records.isEmpty()) {
                List<Tlsa> usable = Tlsa.usable(records);
                return usable.isEmpty()
                        ? new Result.Unusable()
                        : new Result.Usable(text(base), usable, names(base, host, domains));
            }
        }
        return new Result.Absent();
    }

    private Name below(Name base) {
        try {
            return Name.concatenate(Name.fromString("_" + internet.smtpPort() + "._tcp"), base);
        } catch (NameTooLongException | TextParseException tooLong) {
            // A name that cannot have the records has none.
            return base;
        }
    }

    private static Set<String> names(Name base, ExchangerHost host, Set<Name> domains) {
        Set<String> names = new LinkedHashSet<>(List.of(text(base), host.host()));
        domains.forEach(domain -> names.add(text(domain)));
        return names;
    }

    private static Tlsa tlsa(TLSARecord record) {
        return new Tlsa(
                record.getCertificateUsage(),
                record.getSelector(),
                record.getMatchingType(),
                HexFormat.of().formatHex(record.getCertificateAssociationData()));
    }

    private static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
