package org.sealpost.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that another system told and that was not understood.
 *
 * @param sources the ids by which that system knows it, all of one origin; at least one
 * @param content the same for the same content, without showing it
 * @param givenAt when the patient gave it, if it could be told
 */
public record ToldUnclear(List<SourceId> sources, String content, Optional<Instant> givenAt) {

    public ToldUnclear {
        sources = List.copyOf(sources);
    }

    SourceId.Origin origin() {
        return sources.getFirst().origin();
    }

    /** When the patient gave it, if it could be told and is not still to come. */
    Optional<Instant> givenBefore(Instant now) {
        return givenAt.filter(time -> !time.isAfter(now));
    }

    /**
     * The id under which it is kept in mind. Of what a server tells without a time, only the content shows whether it is told
     * again or anew.
     */
    SourceId id(Instant now) {
        SourceId first = sources.getFirst();
        return origin() == SourceId.Origin.SERVER && givenBefore(now).isEmpty() ? first.withContent(content) : first;
    }
}
