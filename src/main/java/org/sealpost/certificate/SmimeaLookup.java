package org.sealpost.certificate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SMIMEARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * SMIMEA records (RFC 8162). They are believed only when DNSSEC proves them, since anyone on the way could answer
 * otherwise; a domain without DNSSEC has none for us.
 */
final class SmimeaLookup implements CertificateLookup {

    /** Of the local part's SHA-256 (RFC 8162 section 3). */
    private static final int NAME_OCTETS = 28;

    private static final int MOST_RECORDS = 20;

    private final CertificateNetwork network;

    SmimeaLookup(CertificateNetwork network) {
        this.network = network;
    }

    @Override
    public CertificateSource source() {
        return CertificateSource.SMIMEA;
    }

    @Override
    public String place() {
        return "signed DNS (SMIMEA)";
    }

    @Override
    public String question(Mailbox mailbox) {
        return mailbox.localPart() + "@" + mailbox.domain().toAscii();
    }

    /**
     * Under the local part as it is written, and where nothing is said there, in lower case: a domain that names its
     * certificates for {@code bob} says so of mail to {@code BOB} too, as nearly every domain takes the two for one.
     */
    @Override
    public LookupAnswer find(Mailbox mailbox) {
        LookupAnswer written = find(mailbox.localPart(), mailbox.domain());
        String lower = mailbox.localPart().toLowerCase(Locale.ROOT);
        if (lower.equals(mailbox.localPart())
                || !(written instanceof LookupAnswer.Found(var certificates, var constraints, Duration ttl))
                || !certificates.isEmpty()
                || !constraints.isEmpty()) {
            return written;
        }
        LookupAnswer other = find(lower, mailbox.domain());
        return other instanceof LookupAnswer.Found found && found.ttl().compareTo(ttl) > 0
                ? new LookupAnswer.Found(found.certificates(), found.constraints(), ttl)
                : other;
    }

    private LookupAnswer find(String localPart, Domain domain) {
        Optional<Name> name = name(localPart, domain);
        if (name.isEmpty()) {
            return LookupAnswer.none(Duration.ofHours(1));
        }
        return switch (network.ask(name.get(), Type.SMIMEA, true)) {
            case DnsReply.Records(List<Record> records, boolean secure, Duration ttl) ->
                secure
                        ? found(records, ttl)
                        : new LookupAnswer.Unbelieved("is not signed by DNSSEC there, so it is not believed");
            case DnsReply.None(Duration ttl) -> LookupAnswer.none(ttl);
            case DnsReply.Failed failed -> new LookupAnswer.Failed("gave no answer that DNSSEC proves");
        };
    }

    private static LookupAnswer found(List<Record> records, Duration ttl) {
        List<SmimeaRecord> usable = records.stream()
                .filter(SMIMEARecord.class::isInstance)
                .limit(MOST_RECORDS)
                .flatMap(record -> SmimeaRecord.of((SMIMEARecord) record).stream())
                .toList();
        FoundCertificates certificates = new FoundCertificates();
        usable.stream().filter(SmimeaRecord::holdsCertificate).forEach(record -> certificates.read(record.data()));
        return new LookupAnswer.Found(certificates.all(), usable, ttl);
    }

    /** The local part is hashed as it is written: only the domain knows which spellings it takes for one. */
    static Optional<Name> name(String localPart, Domain domain) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(localPart.getBytes(StandardCharsets.UTF_8));
            String label = HexFormat.of().formatHex(Arrays.copyOf(hash, NAME_OCTETS));
            return Optional.of(Name.fromString(label + "._smimecert." + domain.toAscii() + "."));
        } catch (TextParseException tooLong) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
