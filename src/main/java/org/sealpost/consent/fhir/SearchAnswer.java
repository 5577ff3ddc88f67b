package org.sealpost.consent.fhir;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a search has told so far, over all of its pages. It is whole when the server told as many as it said there are; it may
 * tell one of them again when pages move, but not in another way.
 */
final class SearchAnswer {

    /** How often something was told. */
    enum Telling {
        NEW,
        AGAIN,
        /** With something else in it: nobody can say which holds. */
        IN_ANOTHER_WAY
    }

    private final Set<URI> pages = new HashSet<>();
    private final Map<String, Integer> told = new HashMap<>();
    private long withoutId;
    private long total;

    /** @throws ServerAway when the page was read before, and the pages would have no end */
    void begin(URI page) throws ServerAway {
        if (!pages.add(page)) {
            throw new ServerAway("pages without end");
        }
    }

    void take(FhirClient.Page page) {
        total = Math.max(total, page.total().orElse(0));
    }

    Telling tells(ResourceText resource) {
        if (resource.id().isEmpty()) {
            withoutId++;
            return Telling.NEW;
        }
        int content = resource.root().hashCode();
        Integer before = told.putIfAbsent(resource.type() + "/" + resource.id().get(), content);
        if (before == null) {
            return Telling.NEW;
        }
        return before == content ? Telling.AGAIN : Telling.IN_ANOTHER_WAY;
    }

    /** @throws ServerAway when there are more than were told: what is missing may restrict */
    void requireWhole() throws ServerAway {
        if (total > told.size() + withoutId) {
            throw new ServerAway("a part of the answer");
        }
    }
}
