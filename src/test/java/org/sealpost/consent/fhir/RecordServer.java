package org.sealpost.consent.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A record system that serves FHIR over real HTTP, as far as a poll or a question goes; and misbehaves when it is told. */
public final class RecordServer implements AutoCloseable {

    /** What it answers instead. */
    public interface Misbehaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, ObjectNode> resources = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Optional<Misbehaviour> misbehaviour = Optional.empty();
    private volatile int pageSize = 100;

    public RecordServer() throws IOException {
        this(0);
    }

    public RecordServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/fhir", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
    }

    /** Such as {@code Consent/c1}. */
    public void put(String address, JsonNode resource) {
        ObjectNode copy = resource.deepCopy();
        copy.put("id", address.substring(address.indexOf('/') + 1));
        resources.put(address, copy);
    }

    public void remove(String address) {
        resources.remove(address);
    }

    public void pagesOf(int size) {
        pageSize = size;
    }

    public void misbehave(Misbehaviour how) {
        misbehaviour = Optional.of(how);
    }

    public void behave() {
        misbehaviour = Optional.empty();
    }

    /** Addresses that were asked for, with their queries, decoded. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8));
            if (misbehaviour.isPresent()) {
                misbehaviour.get().answer(exchange);
                return;
            }
            String path = exchange.getRequestURI().getPath().substring("/fhir/".length());
            if (path.contains("/")) {
                ObjectNode resource = resources.get(path);
                answer(exchange, resource == null ? 404 : 200, resource == null ? "" : resource.toString());
            } else {
                answer(exchange, 200, search(path, query(exchange)).toString());
            }
        }
    }

    private ObjectNode search(String type, Map<String, String> query) {
        List<ObjectNode> found = new ArrayList<>();
        resources.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(type + "/"))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .filter(resource -> isAskedFor(resource, query.get("patient.identifier")))
                .forEach(found::add);
        int page = Integer.parseInt(query.getOrDefault("page", "0"));
        ObjectNode bundle = ConsentJson.JSON
                .createObjectNode()
                .put("resourceType", "Bundle")
                .put("type", "searchset");
        ArrayNode entries = ConsentJson.JSON.createArrayNode();
        found.stream().skip((long) page * pageSize).limit(pageSize).forEach(resource -> {
            add(entries, resource, "match");
            if (query.containsKey("_include")) {
                Optional.ofNullable(resources.get(referred(resource)))
                        .ifPresent(patient -> add(entries, patient, "include"));
            }
        });
        if (!entries.isEmpty()) {
            bundle.set("entry", entries);
        }
        if ((page + 1) * pageSize < found.size()) {
            query.put("page", Integer.toString(page + 1));
            StringBuilder next = new StringBuilder(url() + "/" + type + "?");
            query.forEach(
                    (name, value) -> next.append(name).append('=').append(value).append('&'));
            bundle.putArray("link").addObject().put("relation", "next").put("url", next.toString());
        }
        return bundle;
    }

    private boolean isAskedFor(ObjectNode consent, String identifiers) {
        if (identifiers == null) {
            return true;
        }
        String own = consent.at("/patient/identifier/value").asText();
        String referred = Optional.ofNullable(resources.get(referred(consent)))
                .map(patient -> patient.at("/identifier/0/value").asText())
                .orElse("");
        return List.of(identifiers.split(",", -1)).stream().anyMatch(one -> one.equals(own) || one.equals(referred));
    }

    /** Of whichever version. */
    private String referred(ObjectNode consent) {
        return consent.at("/patient/reference")
                .asText()
                .replace(url() + "/", "")
                .replaceFirst("/_history/.*", "");
    }

    private static void add(ArrayNode entries, ObjectNode resource, String mode) {
        ObjectNode entry = entries.addObject();
        entry.set("resource", resource);
        entry.putObject("search").put("mode", mode);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                .orElse("")
                .split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                query.put(
                        parameter.substring(0, equals),
                        URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
    }
}
