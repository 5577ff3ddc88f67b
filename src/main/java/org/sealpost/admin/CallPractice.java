package org.sealpost.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.PracticeDirectory;

/**
 * The practice that a call is for: header {@code X-Sealpost-Practice}, else query {@code practice}, else
 * {@code default}. Whatever a call reads or changes is this practice's.
 */
@RequestScoped
class CallPractice {

    static final String HEADER = "X-Sealpost-Practice";
    static final String QUERY = "practice";

    private final PracticeDirectory practices;
    private final HttpHeaders headers;
    private final UriInfo uri;

    CallPractice(PracticeDirectory practices, HttpHeaders headers, UriInfo uri) {
        this.practices = practices;
        this.headers = headers;
        this.uri = uri;
    }

    /** @throws Refusal when there is no such practice */
    PracticeId id() {
        return named().orElseGet(() -> known(PracticeId.DEFAULT.value()));
    }

    /**
     * The practice if the call names one, for what is asked of the whole installation else.
     *
     * @throws Refusal when there is no such practice
     */
    Optional<PracticeId> named() {
        return Optional.ofNullable(headers.getHeaderString(HEADER))
                .or(() -> Optional.ofNullable(uri.getQueryParameters().getFirst(QUERY)))
                .map(this::known);
    }

    private PracticeId known(String text) {
        return PracticeId.parse(text)
                .filter(id -> practices.find(id).isPresent())
                .orElseThrow(CallPractice::unknown);
    }

    static Refusal unknown() {
        return Refusal.notFound(
                "There is no such practice: make it first (PUT /api/v1/practices/ID), or name another.");
    }
}
