package org.sealpost.certificate;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches by HTTP from the very address that the guard checked, so that a name cannot be given another one between the
 * check and the request. No redirect is followed, nothing is unpacked, and time and size are limited: the connection is
 * closed when the time is over, however busy the server keeps it.
 */
final class GuardedFetch implements Fetch {

    private static final int CONNECT_MILLIS = 4_000;
    private static final int ADDRESSES = 2;
    private static final int OK = 200;

    private final HttpClient client;
    private final FetchGuard guard;
    private final Duration limit;

    /** @param limit for one question, at all addresses that it is put to */
    GuardedFetch(Vertx vertx, FetchGuard guard, Duration limit) {
        this.guard = guard;
        this.limit = limit;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(false)
                .setDecompressionSupported(false));
    }

    @Override
    public byte[] get(URI url, int most) throws RevocationUnknownException {
        return ask(HttpMethod.GET, url, "", Buffer.buffer(), most);
    }

    @Override
    public byte[] post(URI url, String contentType, byte[] question, int most) throws RevocationUnknownException {
        return ask(HttpMethod.POST, url, contentType, Buffer.buffer(question), most);
    }

    private byte[] ask(HttpMethod method, URI url, String contentType, Buffer body, int most)
            throws RevocationUnknownException {
        Deadline deadline = Deadline.in(limit);
        FetchGuard.Allowed allowed = guard.check(url);
        RevocationUnknownException last = new RevocationUnknownException(allowed.host() + " does not answer");
        for (InetAddress address : allowed.addresses().stream().limit(ADDRESSES).toList()) {
            RequestOptions options = new RequestOptions()
                    .setMethod(method)
                    .setServer(SocketAddress.inetSocketAddress(allowed.port(), address.getHostAddress()))
                    .setHost(allowed.host())
                    .setPort(allowed.port())
                    .setSsl(allowed.tls())
                    .setURI(allowed.path())
                    .setFollowRedirects(false);
            if (!contentType.isEmpty()) {
                options.putHeader("Content-Type", contentType);
            }
            Exchange exchange = new Exchange();
            try {
                return await(
                        allowed.host(),
                        client.request(options)
                                .compose(request -> exchange.begin(request)
                                        ? request.send(body).compose(answer -> read(answer, most))
                                        : Future.failedFuture(new BadAnswer("was not reached in time"))),
                        deadline);
            } catch (RevocationUnknownException failed) {
                last = failed;
            } finally {
                exchange.end();
            }
        }
        throw last;
    }

    /** One connection, which ends with whoever waits for it. */
    private static final class Exchange {

        private Optional<HttpClientRequest> running = Optional.empty();
        private boolean ended;

        /** @return false when nobody waits any more */
        synchronized boolean begin(HttpClientRequest request) {
            running = Optional.of(request);
            if (ended) {
                request.connection().close();
            }
            return !ended;
        }

        synchronized void end() {
            ended = true;
            running.ifPresent(request -> request.connection().close());
        }
    }

    /** What stands against an answer. */
    private static final class BadAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BadAnswer(String what) {
            super(what, null, false, false);
        }
    }

    private static Future<byte[]> read(HttpClientResponse response, int most) {
        if (response.statusCode() != OK) {
            response.request().connection().close();
            return Future.failedFuture(new BadAnswer("answers with HTTP status " + response.statusCode()));
        }
        Promise<byte[]> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body.getBytes()));
        response.handler(block -> {
            if (body.length() + block.length() > most) {
                whole.tryFail(new BadAnswer("sends more than " + most / 1024 + " KiB"));
                response.request().connection().close();
            } else {
                body.appendBuffer(block);
            }
        });
        return whole.future();
    }

    private static byte[] await(String host, Future<byte[]> answer, Deadline deadline)
            throws RevocationUnknownException {
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RevocationUnknownException(host + " was not waited for");
        } catch (TimeoutException slow) {
            throw new RevocationUnknownException(host + " did not answer in time");
        } catch (ExecutionException failed) {
            throw new RevocationUnknownException(
                    failed.getCause() instanceof BadAnswer bad
                            ? host + " " + bad.getMessage()
                            : host + " cannot be reached");
        }
    }
}
