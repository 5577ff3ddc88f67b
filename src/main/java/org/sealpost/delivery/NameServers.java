package org.sealpost.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.sealpost.smtp.client.NextHop;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** The name servers of the settings, else the machine's own. */
final class NameServers {

    private static final Duration ONE_TRY = Duration.ofSeconds(4);
    private static final Duration ALL_TRIES = Duration.ofSeconds(10);
    private static final int TRIES = 2;
    /** The keys of the root zone, as IANA publishes them (RFC 7958). */
    private static final String ROOT_ANCHORS = "/delivery/root-anchors.ds";

    private NameServers() {}

    static Resolver of(DeliverySettings settings) {
        ExtendedResolver all = settings.nameServer().isEmpty()
                ? new ExtendedResolver()
                : new ExtendedResolver(named(settings.nameServer().get()));
        for (Resolver one : all.getResolvers()) {
            one.setTimeout(ONE_TRY);
        }
        all.setRetries(TRIES);
        all.setTimeout(ALL_TRIES);
        return all;
    }

    /** The same servers, whose answers are checked from the trust anchors down. */
    static Resolver validating(DeliverySettings settings) {
        ValidatingResolver validating = new ValidatingResolver(of(settings));
        try (InputStream anchors = anchors(settings)) {
            validating.loadTrustAnchors(anchors);
        } catch (IOException | RuntimeException unusable) {
            throw new IllegalArgumentException(
                    "sealpost.delivery.dnssec-trust-anchors ("
                            + settings.dnssecTrustAnchors().map(Path::toString).orElse("the root's own")
                            + ") holds no DS or DNSKEY records as in a zone file: correct it.",
                    unusable);
        }
        if (validating.getTrustAnchors().items().isEmpty()) {
            throw new IllegalArgumentException(
                    "sealpost.delivery.dnssec-trust-anchors holds no DS or DNSKEY record: correct it.");
        }
        return validating;
    }

    private static InputStream anchors(DeliverySettings settings) throws IOException {
        return settings.dnssecTrustAnchors().isPresent()
                ? Files.newInputStream(settings.dnssecTrustAnchors().get())
                : Objects.requireNonNull(NameServers.class.getResourceAsStream(ROOT_ANCHORS));
    }

    private static Resolver[] named(String servers) {
        try {
            return Arrays.stream(servers.split(",", -1))
                    .map(String::strip)
                    .map(NextHop::parse)
                    .map(server -> new SimpleResolver(new InetSocketAddress(server.host(), server.port())))
                    .toArray(Resolver[]::new);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("sealpost.delivery.name-server is not HOST:PORT: correct it.", wrong);
        }
    }
}
