package org.sealpost.admin;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The parameters of a FHIR search. One that is not known is an error: without it more would be found than was sought. */
final class FhirSearch {

    /** Which may stand there twice, for the two ends of a period. */
    static final String DATE = "date";

    private static final int DEFAULT_COUNT = 50;
    private static final int MAX_COUNT = 200;
    private static final int MAX_PAGE = 1_000_000;

    private final MultivaluedMap<String, String> parameters;

    /** @throws Refusal when there is a parameter that is none of the known, or one twice */
    FhirSearch(MultivaluedMap<String, String> parameters, String... known) {
        this.parameters = parameters;
        Set<String> allowed = Set.of(known);
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            boolean ours = parameter.getKey().equals(CallPractice.QUERY)
                    || parameter.getKey().equals("_format");
            if (!ours && !allowed.contains(parameter.getKey())) {
                throw Refusal.badRequest("A search parameter is not known here: compare it with /fhir/metadata.");
            }
            if (parameter.getValue().size() > (parameter.getKey().equals(DATE) ? 2 : 1)) {
                throw Refusal.badRequest("A search parameter stands there too often.");
            }
        }
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(parameters.getFirst(name)).filter(text -> !text.isBlank());
    }

    /** The dates of a period. */
    List<String> dates() {
        return parameters.getOrDefault(DATE, List.of());
    }

    /** Sealpost's id of a patient. */
    Optional<UUID> patient() {
        return value("patient").map(text -> {
            try {
                return UUID.fromString(text.startsWith("Patient/") ? text.substring("Patient/".length()) : text);
            } catch (IllegalArgumentException none) {
                throw Refusal.badRequest("The parameter patient is no id: write it as Patient/ID.");
            }
        });
    }

    /** Whether those of which something holds, or those of which nothing does, are sought. */
    Optional<Boolean> status() {
        return value("status").map(text -> switch (text) {
            case "active" -> true;
            case "inactive" -> false;
            default -> throw Refusal.badRequest("The parameter status is active or inactive.");
        });
    }

    int count() {
        return Math.clamp(number("_count", DEFAULT_COUNT, Integer.MAX_VALUE), 1, MAX_COUNT);
    }

    int page() {
        return number("_page", 0, MAX_PAGE);
    }

    /** The search as it was asked, but for the page. */
    String withoutPage() {
        return parameters.entrySet().stream()
                .filter(parameter -> !Set.of("_count", "_page", "_after").contains(parameter.getKey()))
                .flatMap(parameter -> parameter.getValue().stream()
                        .map(value -> parameter.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private int number(String name, int otherwise, int max) {
        return value(name)
                .map(text -> {
                    if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > max) {
                        throw Refusal.badRequest("The parameter " + name + " is no number that can be.");
                    }
                    return Integer.parseInt(text);
                })
                .orElse(otherwise);
    }
}
