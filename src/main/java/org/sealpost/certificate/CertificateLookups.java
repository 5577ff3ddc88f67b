package org.sealpost.certificate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** The places outside that the settings name. */
public final class CertificateLookups {

    private static final List<String> DIRECT_KEYS = List.of("mail");
    private static final List<String> DIRECT_CERTIFICATES = List.of("userCertificate", "userSMIMECertificate");

    private CertificateLookups() {}

    /**
     * Tries the settings without connecting.
     *
     * @throws IllegalArgumentException in one sentence
     */
    public static void check(CertificateSettings settings) {
        List<CertificateSource> sources = settings.sources();
        if (sources.isEmpty() || sources.getFirst() != CertificateSource.DIRECTORY) {
            throw new IllegalArgumentException(
                    "sealpost.certificates.sources begins with directory: what is on record comes first.");
        }
        if (new HashSet<>(sources).size() < sources.size()) {
            throw new IllegalArgumentException("sealpost.certificates.sources names a source twice: name each once.");
        }
        if (sources.contains(CertificateSource.LDAP) == settings.ldap().isEmpty()) {
            throw new IllegalArgumentException(
                    "sealpost.certificates.sources and sealpost.certificates.ldap go together:"
                            + " name the source ldap and the servers, or neither.");
        }
        if (settings.lookupBudget().compareTo(Duration.ofMillis(100)) < 0
                || settings.lookupBudget().compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("sealpost.certificates.lookup-budget is between 100ms and 30s.");
        }
        settings.ldap().forEach(LdapServer::of);
    }

    /** In the order of the settings. */
    static List<CertificateLookup> of(CertificateSettings settings, CertificateNetwork network) {
        check(settings);
        List<CertificateLookup> all = new ArrayList<>();
        for (CertificateSource source : settings.sources()) {
            all.addAll(
                    switch (source) {
                        case DIRECTORY -> List.<CertificateLookup>of();
                        case LDAP -> servers(settings).toList();
                        case SMIMEA -> List.of(new SmimeaLookup(network));
                        case CERT -> List.of(new CertLookup(network));
                        case DIRECT_LDAP ->
                            List.of(new DirectLdapLookup(
                                    network,
                                    new LdapQuery(DIRECT_KEYS, DIRECT_CERTIFICATES, settings.lookupBudget()),
                                    DirectLdapLookup.PORTS,
                                    settings.ldapCache()));
                    });
        }
        return all;
    }

    private static Stream<CertificateLookup> servers(CertificateSettings settings) {
        return settings.ldap().stream()
                .map(server -> new LdapLookup(
                        LdapServer.of(server),
                        new LdapQuery(server.mailAttributes(), server.certificateAttributes(), settings.lookupBudget()),
                        settings.ldapCache()));
    }
}
