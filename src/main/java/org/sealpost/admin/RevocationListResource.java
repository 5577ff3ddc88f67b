package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.sealpost.keys.InternalAuthority;
import org.sealpost.mail.PracticeId;

/**
 * Revocation lists of internal authorities, for anyone: whoever checks a certificate has no token. A list is signed once in
 * ten seconds at most, however often it is fetched.
 */
@Path("/ca")
@Singleton
@RunOnVirtualThread
public class RevocationListResource {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int MOST_KNOWN = 10_000;

    private final InternalAuthority authority;
    private final Map<UUID, Made> lists = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    private record Made(String practice, Instant at, byte[] list) {}

    RevocationListResource(InternalAuthority authority) {
        this.authority = authority;
    }

    /** The list of one authority. */
    @GET
    @Path("/{practice}/{authority}.crl")
    @Produces("application/pkix-crl")
    @Operation(hidden = true)
    public byte[] list(@PathParam("practice") String practice, @PathParam("authority") UUID id) {
        Made known = lists.get(id);
        Instant now = Instant.now();
        if (known != null && known.practice().equals(practice) && known.at().isAfter(now.minus(FRESH))) {
            return known.list();
        }
        byte[] list = PracticeId.parse(practice)
                .flatMap(parsed -> authority.revocationList(parsed, id))
                .orElseThrow(() -> Refusal.notFound("There is no such list."));
        if (lists.size() >= MOST_KNOWN) {
            lists.clear();
        }
        lists.put(id, new Made(practice, now, list));
        return list;
    }
}
