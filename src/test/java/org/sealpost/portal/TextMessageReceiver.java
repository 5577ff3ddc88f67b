package org.sealpost.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider of text messages on this machine: takes the webhook's posts and keeps what came to each number. */
public final class TextMessageReceiver implements QuarkusTestResourceLifecycleManager {

    private record TextMessage(String to, String text) {}

    private static final Pattern CODE = Pattern.compile("\\b([0-9]{6})\\b");
    private static final List<TextMessage> RECEIVED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", TextMessageReceiver::receive);
        server.start();
        return Map.of(
                "sealpost.portal.text-message-webhook",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/messages");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** The next posts are answered with 503. */
    static void failNext(int posts) {
        FAILURES.set(posts);
    }

    /** The codes that came to a number, oldest first. */
    static List<String> codes(String phone) {
        return RECEIVED.stream()
                .filter(message -> message.to().equals(phone))
                .map(message -> CODE.matcher(message.text()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    private static void receive(HttpExchange exchange) throws IOException {
        JsonNode json = new ObjectMapper().readTree(exchange.getRequestBody());
        boolean fails = FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (!fails) {
            RECEIVED.add(
                    new TextMessage(json.get("to").asText(), json.get("text").asText()));
        }
        exchange.sendResponseHeaders(fails ? 503 : 204, -1);
        exchange.close();
    }
}
