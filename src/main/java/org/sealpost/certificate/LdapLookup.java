package org.sealpost.certificate;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.sealpost.mail.Mailbox;

/** An LDAP server of the settings. One that fails rests for a while, so that it costs the budget once. */
final class LdapLookup implements CertificateLookup {

    private static final Duration REST = Duration.ofSeconds(30);
    private static final Duration LONGEST_NEGATIVE = Duration.ofMinutes(10);

    private final LdapServer server;
    private final LdapQuery query;
    private final Duration cache;
    private final AtomicLong restsUntil = new AtomicLong(System.nanoTime());

    /** @param cache for how long its answers hold */
    LdapLookup(LdapServer server, LdapQuery query, Duration cache) {
        this.server = server;
        this.query = query;
        this.cache = cache;
    }

    @Override
    public CertificateSource source() {
        return CertificateSource.LDAP;
    }

    @Override
    public String place() {
        return "the LDAP server " + server.host();
    }

    @Override
    public LookupAnswer find(Mailbox mailbox) {
        if (restsUntil.get() - System.nanoTime() > 0) {
            return new LookupAnswer.Failed("gave no answer a moment ago");
        }
        try {
            FoundCertificates found = query.ask(server, mailbox.lookupKey());
            boolean none = found.all().isEmpty();
            return new LookupAnswer.Found(
                    found.all(), List.of(), none && cache.compareTo(LONGEST_NEGATIVE) > 0 ? LONGEST_NEGATIVE : cache);
        } catch (LDAPException failure) {
            restsUntil.set(System.nanoTime() + REST.toNanos());
            return new LookupAnswer.Failed(LdapQuery.why(failure));
        }
    }
}
