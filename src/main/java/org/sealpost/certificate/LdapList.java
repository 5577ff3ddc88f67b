package org.sealpost.certificate;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.SocketFactory;

/**
 * Reads a CRL out of the directory that a certificate names (RFC 5280 section 4.2.1.13, RFC 4516, RFC 4523): the one entry
 * of the URL, anonymously, at the very address that the guard checked. No filter or wider scope of the URL is used, no
 * referral is followed, and time and size are limited. In clear: a CRL proves itself.
 */
final class LdapList {

    private static final Set<String> ATTRIBUTES =
            Set.of("certificaterevocationlist", "authorityrevocationlist", "deltarevocationlist");

    private final FetchGuard guard;
    private final Duration limit;

    /** @param limit for one question, from connecting to the last octet */
    LdapList(FetchGuard guard, Duration limit) {
        this.guard = guard;
        this.limit = limit;
    }

    static boolean isOne(URI url) {
        return "ldap".equalsIgnoreCase(url.getScheme());
    }

    /**
     * What stands there.
     *
     * @param most octets of it
     * @throws RevocationUnknownException in time, when it may not be asked, does not answer, or has none
     */
    byte[] get(URI url, int most) throws RevocationUnknownException {
        FetchGuard.Allowed allowed = guard.checkLdap(url);
        LDAPURL place = parsed(url);
        String attribute = attribute(place);
        Deadline deadline = Deadline.in(limit);
        try (LimitedSockets sockets = new LimitedSockets(SocketFactory.getDefault(), deadline)) {
            // At one address, so that a slow server costs its time once.
            InetAddress address = allowed.addresses().getFirst();
            try (LDAPConnection connection =
                    new LDAPConnection(sockets, options(most), address.getHostAddress(), allowed.port())) {
                First first = new First(connection);
                connection.search(new SearchRequest(
                        first,
                        null,
                        place.getBaseDN().toString(),
                        SearchScope.BASE,
                        DereferencePolicy.NEVER,
                        1,
                        Math.toIntExact(Math.max(1, limit.toSeconds())),
                        false,
                        Filter.createPresenceFilter("objectClass"),
                        attribute,
                        attribute + ";binary"));
                return first.value(attribute)
                        .orElseThrow(() -> new RevocationUnknownException(allowed.host() + " has no such CRL"));
            } catch (LDAPException failure) {
                throw new RevocationUnknownException(
                        allowed.host() + (sockets.isOver() ? " did not answer in time" : " " + LdapQuery.why(failure)));
            }
        }
    }

    private LDAPConnectionOptions options(int most) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(Math.toIntExact(limit.toMillis()));
        options.setResponseTimeoutMillis(limit.toMillis());
        // No thread of its own for each connection, and a bound to what a server may make us hold.
        options.setUseSynchronousMode(true);
        options.setMaxMessageSize(most);
        options.setFollowReferrals(false);
        return options;
    }

    private static LDAPURL parsed(URI url) throws RevocationUnknownException {
        try {
            return new LDAPURL(url.toString());
        } catch (LDAPException malformed) {
            throw new RevocationUnknownException("its LDAP URL cannot be read");
        }
    }

    /** What the URL asks for, without the option {@code binary}; only CRLs are read. */
    private static String attribute(LDAPURL place) throws RevocationUnknownException {
        String[] named = place.getAttributes();
        String attribute = named.length == 0 ? "certificateRevocationList" : named[0].split(";", 2)[0];
        if (named.length > 1 || !ATTRIBUTES.contains(attribute.toLowerCase(Locale.ROOT))) {
            throw new RevocationUnknownException("its LDAP URL asks for no CRL");
        }
        return attribute;
    }

    /** Takes one entry, whatever the server does: it is a stranger's. */
    private static final class First implements SearchResultListener {

        private static final long serialVersionUID = 1L;

        private final transient LDAPConnection connection;
        private transient Optional<SearchResultEntry> entry = Optional.empty();

        First(LDAPConnection connection) {
            this.connection = connection;
        }

        @Override
        public void searchEntryReturned(SearchResultEntry one) {
            if (entry.isPresent()) {
                connection.close();
            } else {
                entry = Optional.of(one);
            }
        }

        /** Referrals are followed nowhere. */
        @Override
        public void searchReferenceReturned(SearchResultReference reference) {
            connection.close();
        }

        Optional<byte[]> value(String attribute) {
            return entry.stream()
                    .flatMap(one -> one.getAttributes().stream())
                    .filter(one -> one.getBaseName().equalsIgnoreCase(attribute))
                    .map(Attribute::getValueByteArrays)
                    .flatMap(Arrays::stream)
                    .findFirst();
        }
    }
}
