package org.sealpost.dkim;

import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** What DNS says of a key: the record by which a receiver will verify its signatures (RFC 6376 section 3.6.2). */
@Singleton
final class KeyRecords {

    private static final int DNS = 53;

    private final LookupSession session;

    KeyRecords(DkimSettings settings) {
        // Without a cache: a record that was published a moment ago must be seen.
        this.session = LookupSession.builder().resolver(resolver(settings)).build();
    }

    /**
     * Looks for a key's record.
     *
     * @return what is wrong, in a clause that says what to do; nothing when the record is there and is the key's
     */
    Optional<String> fault(DkimKey key) {
        try {
            List<String> texts = session
                    .lookupAsync(Name.fromString(key.recordName() + "."), Type.TXT)
                    .toCompletableFuture()
                    .get()
                    .getRecords()
                    .stream()
                    .filter(TXTRecord.class::isInstance)
                    .map(record -> text((TXTRecord) record))
                    .toList();
            return judge(key, texts);
        } catch (ExecutionException failure) {
            boolean none = failure.getCause() instanceof NoSuchDomainException
                    || failure.getCause() instanceof NoSuchRRSetException;
            return Optional.of(none ? missing(key) : silent(key));
        } catch (TextParseException tooLong) {
            return Optional.of(key.recordName() + " is too long a name for DNS");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(silent(key));
        }
    }

    /** Its strings joined, in their octets (RFC 6376 section 3.6.2.2). */
    private static String text(TXTRecord record) {
        return record.getStringsAsByteArrays().stream()
                .map(octets -> new String(octets, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
    }

    private static Optional<String> judge(DkimKey key, List<String> texts) {
        if (texts.isEmpty()) {
            return Optional.of(missing(key));
        }
        if (texts.size() > 1) {
            // RFC 6376 section 3.6.2.2: what a verifier does with several is undefined.
            return Optional.of("there are several TXT records at " + key.recordName()
                    + ": leave only the one that the list shows");
        }
        return publishes(texts.getFirst(), key)
                ? Optional.empty()
                : Optional.of("the TXT record at " + key.recordName()
                        + " is not this key's: publish the one that the list shows");
    }

    /** Tags in any order and with any white space (RFC 6376 section 3.2). */
    private static boolean publishes(String text, DkimKey key) {
        List<String> tags = Arrays.stream(text.split(";", -1))
                .map(tag -> tag.replaceAll("\\s", ""))
                .filter(tag -> !tag.isEmpty())
                .toList();
        boolean typed = tags.contains("k=" + key.algorithm().key())
                || (key.algorithm() == DkimAlgorithm.RSA && tags.stream().noneMatch(tag -> tag.startsWith("k=")));
        return typed && tags.contains("p=" + key.publicKey());
    }

    private static String missing(DkimKey key) {
        return "there is no TXT record at " + key.recordName()
                + " yet: publish it, wait until name servers have it, then try again";
    }

    private static String silent(DkimKey key) {
        return "no name server answered about " + key.recordName() + ": try again later";
    }

    private static Resolver resolver(DkimSettings settings) {
        if (settings.nameServer().isEmpty()) {
            return new ExtendedResolver();
        }
        String text = settings.nameServer().get();
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        try {
            int port = colon < 0 ? DNS : Integer.parseInt(text.substring(colon + 1));
            SimpleResolver resolver = new SimpleResolver(host);
            resolver.setAddress(new InetSocketAddress(host, port));
            return resolver;
        } catch (UnknownHostException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "sealpost.dkim.name-server is no address of a name server: write it as 192.0.2.1:53.", wrong);
        }
    }
}
