package org.sealpost.certificate;

import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * What authorities say of the certificates of a path: by CRLs that the operator gave, by OCSP, and by the CRLs that the
 * certificates name, in this order. The first definite answer counts; but what a given list, which may be weeks old, says
 * of a certificate that is good counts only where no other place answers.
 */
final class Revocations {

    /** Why a certificate that makes it critical where its lists are is not used where nobody asks for them. */
    static final String UNASKED = "critical extension " + RevocationPlaces.LISTS
            + " is not understood while nobody is asked about revocation";

    private static final String UNKNOWN = "revocation unknown: ";

    private static final String OCSP_REQUEST = "application/ocsp-request";

    /** In kilobytes or so. */
    private static final int MOST_ANSWERS = 32 * 1024;

    private static final int MOST_LISTS = 64 * 1024;

    private final Fetch fetch;
    private final SharedFetches<Asked, OcspAnswer> answers;
    private final SharedFetches<Listed, RevocationList> lists;

    Revocations(Fetch fetch, Executor executor) {
        this.fetch = fetch;
        this.answers = new SharedFetches<>(MOST_ANSWERS, executor);
        this.lists = new SharedFetches<>(MOST_LISTS, executor);
    }

    private record Asked(Fingerprint issuer, BigInteger serial, List<URI> responders) {}

    private record Listed(Fingerprint issuer, URI url, boolean delta) {}

    /** Fetches again what is used and will soon be out of date. */
    void refresh() {
        answers.refresh(Instant.now());
        lists.refresh(Instant.now());
    }

    /** Begins to ask about every certificate of the path of which nothing is known, and waits for nothing. */
    void prepare(TrustPath.Found path, GivenLists given, Instant at) {
        for (TrustPath.Link link : path.links()) {
            RevocationPlaces places = link.places();
            if (places.neverRevoked()
                    || given.status(link.certificate(), link.issuer(), at) instanceof RevocationStatus.Revoked) {
                continue;
            }
            if (!places.responders().isEmpty()) {
                answers.prepare(asked(link), at, then -> ask(link, then));
            } else {
                places.lists().forEach(url -> lists.prepare(listed(link, url), at, then -> download(url, link)));
                places.deltas().forEach(url -> lists.prepare(delta(link, url), at, then -> downloadDelta(url, link)));
            }
        }
    }

    /**
     * Why a path cannot be relied on as far as revocation goes; absent when it can. It is an outage only when nothing but
     * answers that could be had another time are missing.
     *
     * @param given lists that the operator gave
     */
    Optional<CertificateFault> fault(
            TrustPath.Found path, RevocationPolicy policy, GivenLists given, Instant at, Deadline deadline) {
        Optional<CertificateFault> unasked = unasked(path, policy);
        if (unasked.isPresent() || policy == RevocationPolicy.OFF) {
            return unasked;
        }
        Optional<CertificateFault> outage = Optional.empty();
        Optional<CertificateFault> nobody = Optional.empty();
        for (TrustPath.Link link : path.links()) {
            boolean first = link == path.links().getFirst();
            switch (status(link, given, at, deadline)) {
                case RevocationStatus.Good ignored -> {}
                case RevocationStatus.Revoked revoked -> {
                    String when = "revoked on " + Days.of(revoked.at()) + " (" + revoked.by() + ")";
                    return refusal(first ? when : "not trusted: an authority of its path was " + when);
                }
                case RevocationStatus.Unknown(String why) ->
                    outage = outage.or(() -> Optional.of(new CertificateFault.Outage(UNKNOWN + why)));
                case RevocationStatus.NotAsked ignored ->
                    nobody = nobody.or(() -> refusal(UNKNOWN + "none of the places that it names is asked"));
                case RevocationStatus.NotOffered ignored -> {
                    if (policy == RevocationPolicy.REQUIRED) {
                        nobody = nobody.or(() -> refusal(UNKNOWN
                                + (first ? "the certificate" : "an authority of its path") + " names no place to ask"));
                    }
                }
            }
        }
        Optional<CertificateFault> later = outage;
        return policy == RevocationPolicy.SOFT ? Optional.empty() : nobody.or(() -> later);
    }

    private static Optional<CertificateFault> unasked(TrustPath.Found path, RevocationPolicy policy) {
        return path.links().stream()
                .filter(link -> link.places().critical())
                .filter(link -> policy == RevocationPolicy.OFF || link.places().neverRevoked())
                .findFirst()
                .flatMap(link -> refusal(
                        link == path.links().getFirst() ? "its " + UNASKED : "not trusted: an authority's " + UNASKED));
    }

    private static Optional<CertificateFault> refusal(String reason) {
        return Optional.of(new CertificateFault.Refusal(reason));
    }

    private RevocationStatus status(TrustPath.Link link, GivenLists given, Instant at, Deadline deadline) {
        RevocationStatus byOperator = given.status(link.certificate(), link.issuer(), at);
        if (byOperator instanceof RevocationStatus.Revoked) {
            return byOperator;
        }
        RevocationStatus byPlaces = byPlaces(link, byOperator, at, deadline);
        // A given list may be weeks old: what it says of a certificate that is good counts where nobody knows better.
        return byOperator instanceof RevocationStatus.Good && !isDefinite(byPlaces) ? byOperator : byPlaces;
    }

    private RevocationStatus byPlaces(TrustPath.Link link, RevocationStatus byOperator, Instant at, Deadline deadline) {
        RevocationPlaces places = link.places();
        if (places.neverRevoked()) {
            return new RevocationStatus.Good();
        }
        if (!places.named()) {
            return byOperator;
        }
        List<String> faults = new ArrayList<>();
        if (!places.responders().isEmpty()) {
            RevocationStatus status = byResponder(link, at, share(places, deadline));
            if (!(status instanceof RevocationStatus.Unknown(String why))) {
                return status;
            }
            faults.add(why);
        }
        for (URI url : places.lists()) {
            RevocationStatus status = byList(link, url, at, deadline);
            if (!(status instanceof RevocationStatus.Unknown(String why))) {
                return status;
            }
            faults.add(why);
        }
        return faults.isEmpty()
                ? new RevocationStatus.NotAsked()
                : new RevocationStatus.Unknown(String.join(", ", faults));
    }

    private static boolean isDefinite(RevocationStatus status) {
        return switch (status) {
            case RevocationStatus.Good ignored -> true;
            case RevocationStatus.Revoked ignored -> true;
            case RevocationStatus.Unknown ignored -> false;
            case RevocationStatus.NotOffered ignored -> false;
            case RevocationStatus.NotAsked ignored -> false;
        };
    }

    /** Half of the time is kept for a list, where there is one. */
    private static Deadline share(RevocationPlaces places, Deadline deadline) {
        return places.lists().isEmpty() ? deadline : Deadline.in(deadline.left().dividedBy(2));
    }

    private RevocationStatus byResponder(TrustPath.Link link, Instant at, Deadline deadline) {
        SharedFetches.Known<OcspAnswer> known = answers.get(asked(link), at, deadline, then -> ask(link, then));
        Optional<OcspAnswer> answer = known.value();
        if (answer.isPresent()
                && (answer.get().isFresh(at) || answer.get().status() instanceof RevocationStatus.Revoked)) {
            return answer.get().status();
        }
        return new RevocationStatus.Unknown(known.fault().orElse("the OCSP response is out of date"));
    }

    private RevocationStatus byList(TrustPath.Link link, URI url, Instant at, Deadline deadline) {
        SharedFetches.Known<RevocationList> known =
                lists.get(listed(link, url), at, deadline, then -> download(url, link));
        Optional<RevocationStatus> status = known.value()
                .map(list -> list.status(link.certificate(), at)
                        .orElseGet(() -> new RevocationStatus.Unknown("the CRL is not about the certificate")));
        if (status.filter(RevocationStatus.Good.class::isInstance).isPresent()) {
            return revokedSince(known.value().orElseThrow(), link, at, deadline).orElseGet(RevocationStatus.Good::new);
        }
        return status.filter(Revocations::isDefinite)
                .or(() -> known.fault().map(RevocationStatus.Unknown::new))
                .or(() -> status)
                .orElseGet(() -> new RevocationStatus.Unknown("the CRL cannot be had"));
    }

    /**
     * What delta lists add to a complete one. They can only revoke: one that cannot be had leaves the complete list's word,
     * which is enough by itself (RFC 5280 section 6.3.3), and takes no more than half of the time.
     */
    private Optional<RevocationStatus> revokedSince(
            RevocationList complete, TrustPath.Link link, Instant at, Deadline deadline) {
        Deadline half = Deadline.in(deadline.left().dividedBy(2));
        return Stream.concat(link.places().deltas().stream(), complete.deltas().stream())
                .distinct()
                .flatMap(
                        url -> lists.get(delta(link, url), at, half, then -> downloadDelta(url, link)).value().stream())
                .flatMap(delta -> delta.status(link.certificate(), at).stream())
                .filter(RevocationStatus.Revoked.class::isInstance)
                .findFirst();
    }

    private static Asked asked(TrustPath.Link link) {
        return new Asked(
                link.issuerId(),
                link.certificate().getSerialNumber(),
                link.places().responders());
    }

    private static Listed listed(TrustPath.Link link, URI url) {
        return new Listed(link.issuerId(), url, false);
    }

    private static Listed delta(TrustPath.Link link, URI url) {
        return new Listed(link.issuerId(), url, true);
    }

    private OcspAnswer ask(TrustPath.Link link, Instant at) throws RevocationUnknownException {
        RevocationUnknownException last = new RevocationUnknownException("there is no OCSP responder");
        for (URI responder : link.places().responders()) {
            try {
                OcspQuestion question = OcspQuestion.about(link.certificate(), link.issuer());
                byte[] answer = fetch.post(responder, OCSP_REQUEST, question.request(), OcspQuestion.MOST_OCTETS);
                return question.answer(answer, at);
            } catch (RevocationUnknownException failed) {
                last = failed;
            }
        }
        throw last;
    }

    private RevocationList download(URI url, TrustPath.Link link) throws RevocationUnknownException {
        return RevocationList.read(fetch.get(url, RevocationList.MOST_OCTETS), link.issuer());
    }

    private RevocationList downloadDelta(URI url, TrustPath.Link link) throws RevocationUnknownException {
        return RevocationList.readDelta(fetch.get(url, RevocationList.MOST_OCTETS), link.issuer());
    }
}
