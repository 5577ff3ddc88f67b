package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.smtp.client.Identity;
import org.sealpost.smtp.client.TlsLevel;

/** By what a mail exchanger can prove who it is: DANE before MTA-STS before names that the operator wrote down. */
@Singleton
final class ExchangerIdentity {

    private static final String UNSIGNED = "its name comes from unsigned DNS and proves nothing";

    private final Map<String, Set<String>> operatorNames = new LinkedHashMap<>();

    ExchangerIdentity(DeliverySettings settings) {
        settings.tlsNames()
                .forEach((domain, names) -> operatorNames.put(
                        ascii(domain),
                        Arrays.stream(names.split("[,\\s]+", -1))
                                .filter(name -> !name.isEmpty())
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toUnmodifiableSet())));
    }

    /** U-label and A-label are one domain here as everywhere. */
    private static String ascii(String domain) {
        try {
            return Domain.parse(domain).toAscii();
        } catch (InvalidMailboxException none) {
            throw new IllegalArgumentException(
                    "sealpost.delivery.tls-names names \"" + domain + "\", which is no domain: correct it.", none);
        }
    }

    /**
     * The proof, and the name under which the server is asked for its certificate.
     *
     * @param serverName sent as SNI
     */
    record Proof(String serverName, Identity identity) {}

    /**
     * Chooses it.
     *
     * @param domain the recipient's, in ASCII
     * @param policy the domain's MTA-STS policy, if one is in force
     */
    Proof of(String domain, ExchangerHost host, DaneLookup.Result dane, Optional<MtaStsPolicy> policy) {
        return switch (dane) {
            case DaneLookup.Result.Usable(String base, var records, var names) ->
                new Proof(base, new Identity.Dane(records, names));
            case DaneLookup.Result.Unknown(String why) -> new Proof(host.host(), new Identity.Unknown(why));
            case DaneLookup.Result.Unusable unusable ->
                new Proof(host.host(), undane(domain, host, policy, TlsLevel.REQUIRED));
            case DaneLookup.Result.Absent absent -> new Proof(host.host(), undane(domain, host, policy, TlsLevel.NONE));
        };
    }

    private Identity undane(String domain, ExchangerHost host, Optional<MtaStsPolicy> policy, TlsLevel least) {
        if (policy.isPresent()) {
            return policy.get().lists(host.host())
                    ? new Identity.PolicyHost()
                    : new Identity.Forbidden("the MTA-STS policy of the recipient's domain does not list it");
        }
        Set<String> names = operatorNames.getOrDefault(domain, Set.of());
        return names.isEmpty() ? new Identity.Unprovable(UNSIGNED, least) : new Identity.OperatorNames(names, least);
    }
}
