package org.sealpost.demo.mailbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Serves the pages by HTTP. It only ever reads: GET and HEAD, no script, no cookie. */
final class MailboxSite implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MailboxSite.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final HttpServer server;
    private final ExecutorService threads;
    private final MailboxPages pages;

    private MailboxSite(HttpServer server, ExecutorService threads, MailboxPages pages) {
        this.server = server;
        this.threads = threads;
        this.pages = pages;
    }

    /** @throws IOException when the port cannot be had */
    static MailboxSite start(String host, int port, MailboxPages pages) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        MailboxSite site = new MailboxSite(server, threads, pages);
        server.setExecutor(threads);
        server.createContext("/", site::answer);
        server.start();
        return site;
    }

    URI address() {
        InetSocketAddress bound = server.getAddress();
        boolean local =
                bound.getAddress().isAnyLocalAddress() || bound.getAddress().isLoopbackAddress();
        return URI.create("http://" + (local ? "localhost" : bound.getHostString()) + ":" + bound.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = page(exchange);
            var fields = exchange.getResponseHeaders();
            fields.set("Content-Type", page.mediaType());
            fields.set("X-Content-Type-Options", "nosniff");
            fields.set("Referrer-Policy", "no-referrer");
            fields.set("Cache-Control", "no-store");
            page.fields().forEach(fields::set);
            boolean body = exchange.getRequestMethod().equals("GET") && page.octets().length > 0;
            exchange.sendResponseHeaders(page.status(), body ? page.octets().length : -1);
            if (body) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(page.octets());
                }
            }
        }
    }

    private Page page(HttpExchange exchange) {
        if (!METHODS.contains(exchange.getRequestMethod())) {
            return Page.text(405, "The mailbox only shows: GET and HEAD.\n");
        }
        try {
            return route(exchange.getRequestURI());
        } catch (RuntimeException fault) {
            LOG.errorf("A page of the mailbox failed (%s)", fault.getClass().getSimpleName());
            return Page.text(500, "This page failed; the raw message is under /messages/N/raw.\n");
        }
    }

    private Page route(URI address) {
        List<String> path = List.of(address.getPath().replaceFirst("^/", "").split("/", -1));
        Optional<Showing> showing = Optional.ofNullable(address.getQuery())
                .filter(query -> query.startsWith("as="))
                .flatMap(query -> Showing.of(query.substring(3)));
        int number = path.size() > 1 ? number(path.get(1)) : 0;
        return switch (path.getFirst() + "/" + path.size()) {
            case "/1" -> pages.list();
            case "mailbox.css/1" -> pages.style();
            case "messages/1" -> pages.json();
            case "view/2" -> pages.reading(number, showing);
            case "view/3" -> path.get(2).equals("body") ? pages.body(number, showing) : MailboxPages.missing();
            case "messages/3" -> path.get(2).equals("raw") ? pages.raw(number) : MailboxPages.missing();
            case "messages/4" ->
                path.get(2).equals("attachments")
                        ? pages.attachment(number, number(path.get(3)), showing)
                        : MailboxPages.missing();
            default -> MailboxPages.missing();
        };
    }

    /** A number in an address, 0 when it is none. */
    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
