package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The API of a running gateway. Whatever goes wrong is one sentence that says what to do. */
final class GatewayConnection {

    private static final String JSON = "application/json";
    private static final String DEFAULT_URL = "http://localhost:8080";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_ERROR = 400;

    private final Map<String, String> environment;
    private final ObjectMapper json = new ObjectMapper();

    /** @param environment where {@code SEALPOST_URL}, {@code SEALPOST_TOKEN} and {@code SEALPOST_HOME} stand */
    GatewayConnection(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** A call with no body. */
    JsonNode get(String path) throws GatewayException {
        return read(send(request(path).GET().build()));
    }

    /** A call that does something, with nothing to say of how. */
    JsonNode post(String path) throws GatewayException {
        return post(path, JSON, BodyPublishers.noBody());
    }

    /** A call with a form. */
    JsonNode post(String path, ObjectNode form) throws GatewayException {
        return post(path, JSON, BodyPublishers.ofString(form.toString()));
    }

    /** A call with a body. */
    JsonNode post(String path, String contentType, BodyPublisher body) throws GatewayException {
        return post(path, contentType, Map.of(), body);
    }

    /** A call with a body and headers of its own. */
    JsonNode post(String path, String contentType, Map<String, String> headers, BodyPublisher body)
            throws GatewayException {
        HttpRequest.Builder request = request(path).header("Content-Type", contentType);
        headers.forEach(request::header);
        return read(send(request.POST(body).build()));
    }

    /** A call that replaces something. */
    JsonNode put(String path, String contentType, BodyPublisher body) throws GatewayException {
        return read(
                send(request(path).header("Content-Type", contentType).PUT(body).build()));
    }

    /**
     * An answer with something beside its body.
     *
     * @param body itself
     * @param header the value of the one header that was asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of what came; nobody compares two
    record Answer(byte[] body, Optional<String> header) {

        /** Without the body. */
        @Override
        public String toString() {
            return "Answer" + header;
        }
    }

    /** A call of whose answer a header is wanted too. */
    Answer post(String path, ObjectNode form, String header) throws GatewayException {
        HttpResponse<InputStream> response = answer(request(path)
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(form.toString()))
                .build());
        try (InputStream body = response.body()) {
            return new Answer(body.readAllBytes(), response.headers().firstValue(header));
        } catch (IOException cutOff) {
            throw new GatewayException("The answer from " + url() + " was cut off: try again.");
        }
    }

    /** A call that answers text. */
    String text(String path) throws GatewayException {
        try (InputStream answer = open(path)) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cutOff) {
            throw new GatewayException("The answer from " + url() + " was cut off: try again.");
        }
    }

    /** A call whose answer is read as it comes; the caller closes it. */
    InputStream open(String path) throws GatewayException {
        return send(request(path).GET().build());
    }

    private InputStream send(HttpRequest request) throws GatewayException {
        return answer(request).body();
    }

    private HttpResponse<InputStream> answer(HttpRequest request) throws GatewayException {
        try {
            // The client must not be closed before the body is read; it holds nothing that outlives the program.
            HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() >= FIRST_ERROR) {
                throw refused(response);
            }
            return response;
        } catch (IOException noAnswer) {
            throw new GatewayException("No gateway answers at " + url()
                    + ": start it (sealpost serve), or set SEALPOST_URL to its address.");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new GatewayException("The call was interrupted.");
        }
    }

    private GatewayException refused(HttpResponse<InputStream> response) {
        if (response.statusCode() == UNAUTHORIZED) {
            return new GatewayException("The gateway at " + url()
                    + " does not take this token: set SEALPOST_TOKEN, or SEALPOST_HOME to the gateway's home folder.");
        }
        String detail = detail(response)
                .orElse("The gateway answered " + response.statusCode() + ": is SEALPOST_URL (" + url()
                        + ") the address of a Sealpost?");
        return new GatewayException(detail);
    }

    private Optional<String> detail(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return Optional.ofNullable(json.readTree(body).path("detail").textValue());
        } catch (IOException notAProblem) {
            return Optional.empty();
        }
    }

    /** The body of an answer, as JSON. */
    JsonNode json(Answer answer) throws GatewayException {
        return read(new ByteArrayInputStream(answer.body()));
    }

    private JsonNode read(InputStream answer) throws GatewayException {
        try (answer) {
            return json.readTree(answer);
        } catch (IOException other) {
            throw new GatewayException(
                    "The answer from " + url() + " cannot be read: is it the address of a Sealpost?");
        }
    }

    private HttpRequest.Builder request(String path) throws GatewayException {
        try {
            return HttpRequest.newBuilder(URI.create(url() + path)).header("Authorization", "Bearer " + token());
        } catch (IllegalArgumentException wrong) {
            throw new GatewayException("SEALPOST_URL is no address: write it as http://localhost:8080.");
        }
    }

    private String url() {
        String url = environment.getOrDefault("SEALPOST_URL", DEFAULT_URL);
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private String token() throws GatewayException {
        Optional<String> given = Optional.ofNullable(environment.get("SEALPOST_TOKEN"));
        if (given.isPresent()) {
            return given.get().strip();
        }
        Path file = Path.of(environment.getOrDefault("SEALPOST_HOME", "data"), "admin.token");
        try {
            return Files.readString(file).strip();
        } catch (IOException missing) {
            throw new GatewayException("The token file " + file
                    + " cannot be read: set SEALPOST_TOKEN, or SEALPOST_HOME to the gateway's home folder.");
        }
    }
}
