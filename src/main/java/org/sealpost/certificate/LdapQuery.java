package org.sealpost.certificate;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Asks one LDAP server for the certificates of entries (RFC 4523). What is sought goes into the filter as a value and
 * never as text of a filter: an address is the recipient's choice (CWE-90; CVE-2026-0636 in another library). Referrals
 * are not followed.
 */
final class LdapQuery {

    private static final int MOST_ENTRIES = 10;
    private static final int MOST_BASES = 5;
    private static final int MOST_OCTETS = 1024 * 1024;

    private final List<String> keyAttributes;
    private final List<String> certificateAttributes;
    private final Duration budget;

    /**
     * @param keyAttributes which hold what is sought; one is enough
     * @param certificateAttributes which hold certificates, without options
     * @param budget for all of one question, from connecting to the last answer
     */
    LdapQuery(List<String> keyAttributes, List<String> certificateAttributes, Duration budget) {
        this.keyAttributes = List.copyOf(keyAttributes);
        this.certificateAttributes = List.copyOf(certificateAttributes);
        this.budget = budget;
    }

    /**
     * The certificates of all entries with the value.
     *
     * @throws LDAPException when the server does not answer, or not with success
     */
    FoundCertificates ask(LdapServer server, String value) throws LDAPException {
        Deadline deadline = Deadline.in(budget);
        try (LimitedSockets sockets = new LimitedSockets(server.sockets(), deadline)) {
            try {
                return ask(server, value, sockets, deadline);
            } catch (LDAPException closed) {
                if (sockets.isOver()) {
                    throw new LDAPException(ResultCode.TIMEOUT, closed);
                }
                throw closed;
            }
        }
    }

    private FoundCertificates ask(LdapServer server, String value, LimitedSockets sockets, Deadline deadline)
            throws LDAPException {
        try (LDAPConnection connection = new LDAPConnection(sockets, options(), server.host(), server.port())) {
            if (server.security() instanceof LdapServer.Security.StartTls(var context)) {
                ResultCode started = connection
                        .processExtendedOperation(new StartTLSExtendedRequest(context))
                        .getResultCode();
                if (started != ResultCode.SUCCESS) {
                    throw new LDAPException(started);
                }
            }
            if (server.bind().isPresent()) {
                connection.bind(server.bind().get().dn(), server.bind().get().password());
            }
            FoundCertificates found = new FoundCertificates();
            for (String base : server.bases().isEmpty() ? named(connection) : server.bases()) {
                for (SearchResultEntry entry : entries(connection, base, value, deadline)) {
                    read(entry, found);
                }
            }
            return found;
        }
    }

    private LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(Math.toIntExact(budget.toMillis()));
        options.setResponseTimeoutMillis(budget.toMillis());
        // No thread of its own for each connection, and a bound to what a server may make us hold.
        options.setUseSynchronousMode(true);
        options.setMaxMessageSize(MOST_OCTETS);
        options.setFollowReferrals(false);
        options.setSSLSocketVerifier(new LdapHostCheck());
        return options;
    }

    private List<SearchResultEntry> entries(LDAPConnection connection, String base, String value, Deadline deadline)
            throws LDAPException {
        Entries entries = new Entries(connection);
        SearchRequest request = new SearchRequest(
                entries,
                null,
                base,
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                MOST_ENTRIES,
                Math.toIntExact(Math.max(1, deadline.left().toSeconds())),
                false,
                filter(value),
                attributes());
        try {
            connection.search(request);
            return entries.all;
        } catch (LDAPSearchException refused) {
            ResultCode code = refused.getResultCode();
            if (code == ResultCode.NO_SUCH_OBJECT) {
                return List.of();
            }
            if (code == ResultCode.SIZE_LIMIT_EXCEEDED) {
                return entries.all;
            }
            throw refused;
        }
    }

    /** Takes no more than was asked for, whatever the server does: it may be a stranger's. */
    private static final class Entries implements SearchResultListener {

        private static final long serialVersionUID = 1L;

        private final transient LDAPConnection connection;
        private final transient List<SearchResultEntry> all = new ArrayList<>();

        Entries(LDAPConnection connection) {
            this.connection = connection;
        }

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            if (all.size() == MOST_ENTRIES) {
                connection.close();
            } else {
                all.add(entry);
            }
        }

        /** Referrals are followed nowhere. */
        @Override
        public void searchReferenceReturned(SearchResultReference reference) {}
    }

    /** Never made from text: each value becomes a value. */
    Filter filter(String value) {
        List<Filter> any = keyAttributes.stream()
                .map(attribute -> Filter.createEqualityFilter(attribute, value))
                .toList();
        return any.size() == 1 ? any.getFirst() : Filter.createORFilter(any);
    }

    /** Both spellings: servers differ in whether they want the option {@code binary} (RFC 4523 section 2.1). */
    private String[] attributes() {
        return certificateAttributes.stream()
                .flatMap(name -> Stream.of(name, name + ";binary"))
                .toArray(String[]::new);
    }

    private void read(SearchResultEntry entry, FoundCertificates found) {
        for (Attribute attribute : entry.getAttributes()) {
            boolean wanted =
                    certificateAttributes.stream().anyMatch(name -> name.equalsIgnoreCase(attribute.getBaseName()));
            if (wanted) {
                Arrays.stream(attribute.getValueByteArrays()).forEach(found::read);
            }
        }
    }

    private static Collection<String> named(LDAPConnection connection) throws LDAPException {
        RootDSE root = connection.getRootDSE();
        if (root == null || root.getNamingContextDNs() == null) {
            return List.of("");
        }
        return new ArrayList<>(Arrays.asList(root.getNamingContextDNs()))
                .subList(0, Math.min(MOST_BASES, root.getNamingContextDNs().length));
    }

    /** For reasons: the server's code, never its text. */
    static String why(LDAPException failure) {
        ResultCode code = failure.getResultCode();
        if (code == ResultCode.CONNECT_ERROR || code == ResultCode.SERVER_DOWN) {
            return "cannot be reached";
        }
        if (code == ResultCode.TIMEOUT || code == ResultCode.DECODING_ERROR) {
            return "gave no answer that can be read in time";
        }
        return "refused (" + code.getName().toLowerCase(Locale.ROOT) + ")";
    }
}
