package org.sealpost.certificate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sealpost.mail.Mailbox;
import org.xbill.DNS.CERTRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * CERT records (RFC 4398) as Direct Project publishes them: of the mailbox, then of its domain. They need not be signed,
 * since what they hold proves itself by its path or is not used. Records that only point elsewhere are not followed.
 */
final class CertLookup implements CertificateLookup {

    private static final int MOST_RECORDS = 20;

    private final CertificateNetwork network;

    CertLookup(CertificateNetwork network) {
        this.network = network;
    }

    @Override
    public CertificateSource source() {
        return CertificateSource.CERT;
    }

    @Override
    public String place() {
        return "DNS (CERT)";
    }

    @Override
    public LookupAnswer find(Mailbox mailbox) {
        Duration shortest = Duration.ofDays(1);
        for (Name name : names(mailbox)) {
            switch (network.ask(name, Type.CERT, false)) {
                case DnsReply.Records(List<Record> records, boolean secure, Duration ttl) -> {
                    FoundCertificates certificates = new FoundCertificates();
                    records.stream()
                            .filter(record ->
                                    record instanceof CERTRecord cert && cert.getCertType() == CERTRecord.PKIX)
                            .limit(MOST_RECORDS)
                            .forEach(record -> certificates.read(((CERTRecord) record).getCert()));
                    if (!certificates.all().isEmpty()) {
                        return new LookupAnswer.Found(certificates.all(), List.of(), ttl);
                    }
                    shortest = shorter(shortest, ttl);
                }
                case DnsReply.None(Duration ttl) -> shortest = shorter(shortest, ttl);
                case DnsReply.Failed failed -> {
                    return new LookupAnswer.Failed("gave no answer");
                }
            }
        }
        return LookupAnswer.none(shortest);
    }

    /**
     * Where they may stand: the address with a dot for the at sign, as Direct's own programs ask; the same with the local
     * part as one label, as RFC 4398 section 3.1 has it; the domain.
     */
    static List<Name> names(Mailbox mailbox) {
        String domain = mailbox.domain().toAscii() + ".";
        List<String> texts = new ArrayList<>();
        texts.add(escaped(mailbox.localPart(), true) + "." + domain);
        if (mailbox.localPart().indexOf('.') >= 0) {
            texts.add(escaped(mailbox.localPart(), false) + "." + domain);
        }
        texts.add(domain);
        List<Name> names = new ArrayList<>();
        for (String text : texts) {
            try {
                names.add(Name.fromString(text));
            } catch (TextParseException tooLong) {
                // Then nothing can be published there.
                continue;
            }
        }
        return names;
    }

    /** For zone files' spelling of names: any octet but letters, digits and hyphens by its number. */
    private static String escaped(String localPart, boolean dotsPart) {
        StringBuilder text = new StringBuilder();
        for (byte octet : localPart.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain =
                    c == '-' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c)) || (c == '.' && dotsPart);
            text.append(plain ? String.valueOf(c) : "\\%03d".formatted((int) c));
        }
        return text.toString();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
