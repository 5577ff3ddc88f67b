package org.sealpost.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The gateway's API, as a practice's own script would use it. */
final class GatewayClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI address;
    private final URI health;
    private final Path token;

    /**
     * @param address of the API
     * @param health of the readiness check
     * @param token the file with the API's token
     */
    GatewayClient(URI address, URI health, Path token) {
        this.address = address;
        this.health = health;
        this.token = token;
    }

    /** Whether the gateway says that it is ready. */
    boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Says who the practice is. */
    void describePractice(String practice) throws DemoFailure, InterruptedException {
        send(request("/api/v1/practices/default")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(practice)));
    }

    /** Imports patients and their consents. */
    JsonNode importPatients(String csv) throws DemoFailure, InterruptedException {
        return send(request("/api/v1/patients:import")
                .header("Content-Type", "text/csv; charset=utf-8")
                .POST(BodyPublishers.ofString(csv)));
    }

    /** Imports certificates and answers for them. */
    JsonNode importCertificates(String pem) throws DemoFailure, InterruptedException {
        return send(request("/api/v1/certificates?pin=true")
                .header("Content-Type", "application/x-pem-file")
                .POST(BodyPublishers.ofString(pem)));
    }

    /** What became of one message. */
    JsonNode message(String id) throws DemoFailure, InterruptedException {
        return send(request("/api/v1/messages/" + id).GET());
    }

    /** The messages that came last, the newest first. */
    JsonNode messages() throws DemoFailure, InterruptedException {
        return send(request("/api/v1/messages").GET()).path("messages");
    }

    /** Whether the chain of events is whole. */
    JsonNode verify() throws DemoFailure, InterruptedException {
        return send(request("/api/v1/audit/verify").GET());
    }

    private HttpRequest.Builder request(String path) throws DemoFailure {
        try {
            return HttpRequest.newBuilder(address.resolve(path))
                    .timeout(PATIENCE)
                    .header("Accept", "application/json")
                    .header("Authorization", "Bearer " + Files.readString(token).strip());
        } catch (IOException missing) {
            throw new DemoFailure("The API's token cannot be read from " + token + ": look into the log.", missing);
        }
    }

    private JsonNode send(HttpRequest.Builder builder) throws DemoFailure, InterruptedException {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new DemoFailure("The API answered " + answer.statusCode() + " to "
                        + request.uri().getPath() + ": look into the log.");
            }
            return json.readTree(answer.body());
        } catch (IOException away) {
            throw new DemoFailure(
                    "The API did not answer to " + request.uri().getPath() + ": look into the log.", away);
        }
    }
}
