package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Paths by certificate and set of anchors. A path that was found stands as long as all its certificates are valid; that
 * there is none, for minutes. Either counts only among the same authorities as it was searched for: one that a person
 * revoked since may be on the path. Bounded: the one not asked for longest goes first.
 */
final class PathCache {

    private static final Duration MISSING = Duration.ofMinutes(10);

    private final int most;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    PathCache(int most) {
        this.most = most;
    }

    private record Key(X509Certificate certificate, TrustAnchors anchors) {}

    private record Entry(Authorities among, TrustPath path, Instant from, Instant until) {

        boolean holds(Authorities authorities, Instant at) {
            return !at.isBefore(from) && !at.isAfter(until) && among.equals(authorities);
        }
    }

    /** The path from the certificate to one of the anchors, searched for if it is not known. */
    TrustPath path(X509Certificate certificate, TrustAnchors anchors, Authorities authorities, Instant at) {
        Key key = new Key(certificate, anchors);
        Optional<Entry> known = get(key);
        if (known.isPresent() && known.get().holds(authorities, at)) {
            return known.get().path();
        }
        TrustPath path = new PathSearch(anchors, authorities, at).from(certificate);
        put(
                key,
                switch (path) {
                    case TrustPath.Found found -> new Entry(authorities, found, found.from(), found.until());
                    case TrustPath.Missing missing -> new Entry(authorities, missing, at, at.plus(MISSING));
                });
        return path;
    }

    private synchronized Optional<Entry> get(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    private synchronized void put(Key key, Entry entry) {
        entries.put(key, entry);
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
