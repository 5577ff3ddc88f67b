package org.sealpost.delivery;

import java.util.Arrays;
import java.util.Locale;
import org.sealpost.smtp.client.TlsLevel;

/** What the operator demands of every connection ({@code sealpost.relay.tls}), whatever is decided. */
public enum TlsPolicy {
    /** Nothing. */
    NONE("none", TlsLevel.NONE),
    /** TLS where it is offered. */
    OPPORTUNISTIC("opportunistic", TlsLevel.OPPORTUNISTIC),
    /** TLS, to whoever answers. */
    REQUIRED("required", TlsLevel.REQUIRED),
    /** TLS to a server that proves who it is. */
    VERIFIED("verified", TlsLevel.VERIFIED),
    /** To a mail exchanger: what signed DNS says of it (RFC 7672), else TLS where it is offered. */
    DANE("dane", TlsLevel.OPPORTUNISTIC),
    /** To a mail exchanger: DANE, else what the domain's policy says (RFC 8461), else TLS where it is offered. */
    MTA_STS("mta-sts", TlsLevel.OPPORTUNISTIC);

    private final String key;
    private final TlsLevel toMailExchangers;

    TlsPolicy(String key, TlsLevel toMailExchangers) {
        this.key = key;
        this.toMailExchangers = toMailExchangers;
    }

    /** @throws IllegalArgumentException in one sentence */
    static TlsPolicy parse(String setting) {
        String wanted = setting.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(one -> one.key.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sealpost.relay.tls is none of none, opportunistic,"
                        + " required, verified, dane and mta-sts: correct it."));
    }

    /** What a connection must at least be. A host that the operator named publishes no policy: it is to be verified. */
    TlsLevel least(Destination.Kind kind) {
        return switch (kind) {
            case RELAY, ROUTE, REROUTE -> this == DANE || this == MTA_STS ? TlsLevel.VERIFIED : toMailExchangers;
            case MAIL_EXCHANGER -> toMailExchangers;
        };
    }

    /** Whether signed DNS is asked about each mail exchanger. */
    boolean asksDane() {
        return this == VERIFIED || this == DANE || this == MTA_STS;
    }

    /** Whether the policy of each recipient's domain is asked for. */
    boolean asksMtaSts() {
        return this == VERIFIED || this == MTA_STS;
    }
}
