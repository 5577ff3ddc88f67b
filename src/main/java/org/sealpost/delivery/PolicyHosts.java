package org.sealpost.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Fetches policies by HTTPS (RFC 8461 section 3.3). The connection goes to the very address that was checked to be
 * public, so that a name cannot be given another one between the check and the request; no redirect is followed.
 */
@Singleton
final class PolicyHosts {

    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final int CONNECT_MILLIS = 4_000;
    private static final int OCTETS = 64 * 1024;
    private static final int ADDRESSES = 2;

    private final HttpClient client;
    private final Dns dns;
    private final Internet internet;

    PolicyHosts(Vertx vertx, Dns dns, Internet internet) {
        this.dns = dns;
        this.internet = internet;
        HttpClientOptions options = internet.https()
                .setSsl(true)
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(false)
                .setDecompressionSupported(false);
        this.client = vertx.createHttpClient(options);
    }

    /** The policy that the domain publishes; nothing when it cannot be had or is none. */
    Optional<MtaStsPolicy> fetch(String domain) {
        String host = "mta-sts." + domain;
        for (InetAddress address : addresses(host)) {
            Future<Optional<String>> text = client.request(new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setServer(SocketAddress.inetSocketAddress(internet.httpsPort(), address.getHostAddress()))
                            .setHost(host)
                            .setPort(internet.httpsPort())
                            .setURI("/.well-known/mta-sts.txt")
                            .setFollowRedirects(false))
                    .compose(request -> request.send().compose(PolicyHosts::text));
            Optional<MtaStsPolicy> policy = await(text).flatMap(MtaStsPolicy::parse);
            if (policy.isPresent()) {
                return policy;
            }
        }
        return Optional.empty();
    }

    private List<InetAddress> addresses(String host) {
        try {
            Name name = Name.fromString(host + ".");
            return Stream.concat(
                            dns.ask(name, Type.A, false).all(ARecord.class).stream()
                                    .map(ARecord::getAddress),
                            dns.ask(name, Type.AAAA, false).all(AAAARecord.class).stream()
                                    .map(AAAARecord::getAddress))
                    .filter(internet::mayPublishPolicy)
                    .limit(ADDRESSES)
                    .toList();
        } catch (TextParseException tooLong) {
            return List.of();
        }
    }

    private static Future<Optional<String>> text(HttpClientResponse response) {
        String type = Optional.ofNullable(response.getHeader("Content-Type")).orElse("");
        boolean isPolicy = response.statusCode() == 200
                && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("text/plain");
        if (!isPolicy) {
            response.request().connection().close();
            return Future.succeededFuture(Optional.empty());
        }
        Promise<Optional<String>> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(Optional.of(body.toString(StandardCharsets.UTF_8))));
        response.handler(block -> {
            if (body.length() + block.length() > OCTETS) {
                whole.tryComplete(Optional.empty());
                response.request().connection().close();
            } else {
                body.appendBuffer(block);
            }
        });
        return whole.future();
    }

    private static Optional<String> await(Future<Optional<String>> text) {
        try {
            return text.toCompletionStage().toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException failed) {
            return Optional.empty();
        }
    }
}
