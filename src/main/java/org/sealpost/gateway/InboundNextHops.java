package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sealpost.delivery.Destination;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.TlsProof;

/** The practices' own mail servers, and which of them may be handed what was decrypted. */
@Singleton
final class InboundNextHops {

    private final Optional<Destination> common;
    private final Map<PracticeId, Destination> own = new HashMap<>();
    private final boolean unverified;

    /** @throws IllegalArgumentException in one sentence, when a setting is wrong */
    InboundNextHops(InboundSettings settings) {
        this.common = settings.nextHop().map(text -> parse("sealpost.inbound.next-hop", text));
        settings.nextHops()
                .forEach((practice, text) ->
                        own.put(practice(practice), parse("sealpost.inbound.next-hops." + practice, text)));
        this.unverified = switch (settings.nextHopTls()) {
            case "verified" -> false;
            case "required" -> true;
            default ->
                throw new IllegalArgumentException(
                        "sealpost.inbound.next-hop-tls is none of verified and required: correct it.");
        };
    }

    /** Where mail to the practice goes; nothing when nobody said. */
    Optional<Destination> of(PracticeId practice) {
        return Optional.ofNullable(own.get(practice)).or(() -> common);
    }

    boolean isEmpty() {
        return common.isEmpty() && own.isEmpty();
    }

    /** Whether what was encrypted may go over that connection in clear: it does not leave the machine, or is under TLS. */
    boolean mayReadAlong(InetAddress address, TlsProof proof) {
        return address.isLoopbackAddress() || proof.isVerified() || (unverified && proof.isEncrypted());
    }

    private static PracticeId practice(String id) {
        try {
            return new PracticeId(id);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "sealpost.inbound.next-hops." + id + " names no practice: correct its id.", wrong);
        }
    }

    private static Destination parse(String setting, String text) {
        try {
            return Destination.named(Destination.Kind.ROUTE, NextHop.parse(text.strip()));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(setting + " is no mail server: write it as host:port.", wrong);
        }
    }
}
