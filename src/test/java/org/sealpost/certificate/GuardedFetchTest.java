package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.AddressBlock;

/** Fetching over real HTTP, on the loopback address that the test's operator allows. */
class GuardedFetchTest {

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer server;
    private int port;
    private Fetch fetch;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/crl", exchange -> answer(exchange, 200, "a list".getBytes(StandardCharsets.US_ASCII)));
        server.createContext("/echo", exchange -> {
            byte[] question = exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestMethod() + " "
                    + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                            .orElse(""));
            answer(exchange, 200, question);
        });
        server.createContext("/away", exchange -> answer(exchange, 404, new byte[0]));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/crl");
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[8192];
            try (exchange) {
                for (int i = 0; i < 10_000; i++) {
                    exchange.getResponseBody().write(block);
                }
            }
        });
        server.createContext("/silent", exchange -> {
            try {
                Thread.sleep(30_000);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        port = server.getAddress().getPort();
        fetch = fetch(Duration.ofSeconds(5), "127.0.0.0/8");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        vertx.close();
    }

    @Test
    void getsWhatIsThereAndSaysWhichHostItWants() throws Exception {
        assertThat(fetch.get(url("/crl"), 1024)).asString().isEqualTo("a list");
        assertThat(asked.poll()).isEqualTo("GET ca.corpus.example:" + port);
    }

    @Test
    void postsAQuestion() throws Exception {
        assertThat(fetch.post(url("/echo"), "application/ocsp-request", new byte[] {1, 2, 3}, 1024))
                .containsExactly(1, 2, 3);
        assertThat(asked.poll()).isEqualTo("POST application/ocsp-request");
    }

    @Test
    void followsNoRedirect() {
        assertThatThrownBy(() -> fetch.get(url("/moved"), 1024))
                .hasMessage("ca.corpus.example answers with HTTP status 302");
        assertThat(asked).hasSize(1);
    }

    @Test
    void takesNoErrorForAnAnswer() {
        assertThatThrownBy(() -> fetch.get(url("/away"), 1024))
                .hasMessage("ca.corpus.example answers with HTTP status 404");
    }

    @Test
    void readsNoMoreThanItsLimit() {
        assertThatThrownBy(() -> fetch.get(url("/endless"), 64 * 1024))
                .hasMessage("ca.corpus.example sends more than 64 KiB");
    }

    @Test
    void waitsNoLongerThanItsLimit() {
        long begin = System.nanoTime();

        assertThatThrownBy(() -> fetch(Duration.ofMillis(300), "127.0.0.0/8").get(url("/silent"), 1024))
                .hasMessage("ca.corpus.example did not answer in time");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    /** Each octet comes in time, and the answer never does. */
    @Test
    void hangsUpOnAServerThatSendsAnOctetNowAndThen() throws Exception {
        try (DrippingServer dripping = new DrippingServer(
                "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            port = dripping.port();

            assertThatThrownBy(
                            () -> fetch(Duration.ofMillis(500), "127.0.0.0/8").get(url("/crl"), 200_000))
                    .hasMessage("ca.corpus.example did not answer in time");
            assertThat(dripping.wasHungUpOn()).isTrue();
        }
    }

    @Test
    void connectsToNothingThatTheGuardRefuses() {
        assertThatThrownBy(() -> fetch(Duration.ofSeconds(5), "10.0.0.0/8").get(url("/crl"), 1024))
                .hasMessage("ca.corpus.example has an address that is not allowed");
        assertThat(asked).isEmpty();
    }

    @Test
    void saysWhenNobodyListens() {
        server.stop(0);

        assertThatThrownBy(() -> fetch.get(url("/crl"), 1024)).hasMessage("ca.corpus.example cannot be reached");
    }

    private URI url(String path) {
        return URI.create("http://ca.corpus.example:" + port + path);
    }

    /** The name is found by the test alone, as DNS would. */
    private Fetch fetch(Duration limit, String network) {
        FetchGuard guard = new FetchGuard(Set.of(port), List.of(AddressBlock.parse(network)), host ->
                new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})});
        return new GuardedFetch(vertx, guard, limit);
    }

    private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/echo")) {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Host"));
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
