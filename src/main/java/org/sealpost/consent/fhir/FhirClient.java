package org.sealpost.consent.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a FHIR server. It goes nowhere but to the address that the operator named: no redirect is followed, nor a link to
 * elsewhere. An answer has a bound in size and, to its last octet, in time.
 */
final class FhirClient implements AutoCloseable {

    private static final int MAX_OCTETS = 8 * 1024 * 1024;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final HttpClient http;

    FhirClient(Duration connectTimeout) {
        http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    /**
     * A page of what a search found.
     *
     * @param found in the server's order
     * @param patients whom it included, by their ids there
     * @param next where the next page is
     * @param total how many there are on all pages, if the server says so
     */
    record Page(List<ResourceText> found, Map<String, ResourceText> patients, Optional<URI> next, OptionalLong total) {}

    /** What a search finds, as one page of several. */
    Page page(FhirServer server, URI uri, Duration timeout) throws ServerAway, InterruptedException {
        ResourceText bundle = get(server, uri, timeout).orElseThrow(() -> new ServerAway("not found"));
        requireNothingEmpty(bundle);
        if (!bundle.type().equals("Bundle")
                || !"searchset".equals(bundle.root().path("type").asText())) {
            throw new ServerAway("no searchset");
        }
        List<ResourceText> found = new ArrayList<>();
        Map<String, ResourceText> patients = new LinkedHashMap<>();
        for (JsonNode entry : bundle.root().path("entry")) {
            ResourceText resource = resource(entry.path("resource"));
            String mode = entry.path("search").path("mode").asText("match");
            if (resource.type().equals("OperationOutcome") || mode.equals("outcome")) {
                refuseErrors(resource);
            } else if (mode.equals("include")) {
                resource.id().ifPresent(id -> patients.put(id, resource));
            } else {
                found.add(resource);
            }
        }
        return new Page(found, patients, next(server, bundle), total(bundle));
    }

    /** One resource, whatever is empty in it; nothing when the server has it not. */
    Optional<ResourceText> get(FhirServer server, URI uri, Duration timeout) throws ServerAway, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Accept", "application/fhir+json")
                // A parameter that the server does not know must not be left out silently.
                .header("Prefer", "handling=strict");
        server.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        HttpResponse<byte[]> answer = send(request.build(), timeout);
        if (answer.statusCode() == NOT_FOUND || answer.statusCode() == GONE) {
            return Optional.empty();
        }
        if (answer.statusCode() != OK) {
            throw new ServerAway("status " + answer.statusCode());
        }
        try {
            return Optional.of(ResourceText.unchecked(answer.body()));
        } catch (ResourceRefused unreadable) {
            throw new ServerAway("unreadable");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<byte[]> send(HttpRequest request, Duration timeout) throws ServerAway, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_OCTETS));
        try {
            return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            sent.cancel(true);
            throw new ServerAway("slow");
        } catch (ExecutionException failed) {
            throw new ServerAway(failed.getCause() instanceof IOException ? "connection" : "fault");
        }
    }

    private static void requireNothingEmpty(ResourceText bundle) throws ServerAway {
        try {
            bundle.requireNothingEmpty();
        } catch (ResourceRefused unreadable) {
            throw new ServerAway("unreadable");
        }
    }

    private static OptionalLong total(ResourceText bundle) throws ServerAway {
        JsonNode total = bundle.root().path("total");
        if (total.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!total.canConvertToLong() || total.longValue() < 0) {
            throw new ServerAway("a total that is no number");
        }
        return OptionalLong.of(total.longValue());
    }

    private static Optional<URI> next(FhirServer server, ResourceText bundle) throws ServerAway {
        for (JsonNode link : bundle.root().path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return Optional.of(
                        server.own(link.path("url").asText()).orElseThrow(() -> new ServerAway("a link to elsewhere")));
            }
        }
        return Optional.empty();
    }

    private static ResourceText resource(JsonNode node) throws ServerAway {
        try {
            return ResourceText.of(node);
        } catch (ResourceRefused none) {
            throw new ServerAway("no resource");
        }
    }

    /** A warning is none of ours; an error says that what was found is not all. */
    private static void refuseErrors(ResourceText outcome) throws ServerAway {
        for (JsonNode issue : outcome.root().path("issue")) {
            if (List.of("error", "fatal").contains(issue.path("severity").asText())) {
                throw new ServerAway("an error in the answer");
            }
        }
    }
}
