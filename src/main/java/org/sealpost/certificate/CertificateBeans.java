package org.sealpost.certificate;

import com.google.re2j.Pattern;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.sealpost.mail.AddressBlock;

/** Gives the plain parts of this feature to those that Quarkus makes. */
@ApplicationScoped
class CertificateBeans {

    private static final Logger LOG = Logger.getLogger(CertificateBeans.class);
    private static final Pattern OBJECT_IDENTIFIER = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");
    private static final Duration FETCH_LIMIT = Duration.ofSeconds(8);

    /** At a time, so that certificates with ever new URLs open no end of connections; and how many wait for that. */
    private static final int FETCHES = 32;

    private static final int WAITING = 10_000;

    /** Whom every practice trusts. */
    @Produces
    @Singleton
    TrustAnchors installation(CertificateSettings settings) {
        return settings.trust()
                .map(CertificateBeans::read)
                .orElseGet(TrustAnchors::none)
                .requiring(policies(settings));
    }

    @Produces
    @Singleton
    StoredTrust trust(TrustAnchors installation, StoredAnchors anchors, StoredLists lists) {
        return new StoredTrust(installation, anchors, lists);
    }

    @Produces
    @Singleton
    Revocations revocations(CertificateSettings settings, Vertx vertx) {
        FetchGuard guard = guard(settings);
        Fetch places = new PlacesFetch(new GuardedFetch(vertx, guard, FETCH_LIMIT), new LdapList(guard, FETCH_LIMIT));
        return new Revocations(places, fetchers("revocation-"));
    }

    @Produces
    @Singleton
    CertificateCheck check(CertificateSettings settings, StoredTrust trust, Revocations revocations, Vertx vertx) {
        Optional<MissingIssuers> issuers = settings.fetchIssuers()
                ? Optional.of(
                        new MissingIssuers(new GuardedFetch(vertx, guard(settings), FETCH_LIMIT), fetchers("issuers-")))
                : Optional.empty();
        return new CertificateCheck(trust, issuers, revocations, settings.revocation(), settings.revocationBudget());
    }

    /** Reads what revocation is learnt by. */
    static FetchGuard guard(CertificateSettings settings) {
        return new FetchGuard(
                settings.fetchPorts(),
                settings.internalNetworks()
                        .map(all -> AddressBlock.ofSetting("sealpost.certificates.internal-networks", all))
                        .orElse(List.of()),
                InetAddress::getAllByName);
    }

    /** The policies that are required. */
    static Set<String> policies(CertificateSettings settings) {
        return settings.policies().stream()
                .flatMap(all -> Arrays.stream(all.split(",", -1)))
                .map(text -> policy(text.strip()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String policy(String text) {
        if (!OBJECT_IDENTIFIER.matches(text)) {
            throw new IllegalArgumentException("sealpost.certificates.policies holds '" + text
                    + "', which is no object identifier such as 2.23.140.1.5.1.1: correct it.");
        }
        return text;
    }

    /** Threads of the platform: finding an address blocks one. */
    private static ThreadPoolExecutor fetchers(String name) {
        ThreadPoolExecutor fetchers = new ThreadPoolExecutor(
                FETCHES,
                FETCHES,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name(name, 0).factory());
        fetchers.allowCoreThreadTimeOut(true);
        return fetchers;
    }

    @Produces
    @Singleton
    OutsideCertificates outside(CertificateSettings settings, CertificateNetwork network, CertificateCheck check) {
        return new OutsideCertificates(
                new LookupRound(CertificateLookups.of(settings, network), settings.lookupBudget()),
                new CertificateChooser(check),
                settings.smimeaVouches());
    }

    private static TrustAnchors read(Path file) {
        try {
            TrustAnchors anchors = TrustAnchors.read(file);
            anchors.silent(Instant.now())
                    .forEach(one -> LOG.warnf(
                            "Nothing that an authority of sealpost.certificates.trust certified is used, because %s:"
                                    + " put a new one into the file, or take it out.",
                            one));
            return anchors;
        } catch (CertificateRefusedException wrong) {
            throw new IllegalStateException(wrong.getMessage(), wrong);
        }
    }
}
