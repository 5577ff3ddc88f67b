package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.sealpost.dkim.DkimKey;
import org.sealpost.dkim.DkimKeys;
import org.sealpost.dkim.DkimRefusedException;
import org.sealpost.dkim.DkimSettings;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.practice.PracticeDirectory;

/** The keys by which a practice's domains sign their mail. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "DKIM keys")
public class DkimKeysResource {

    private final CallPractice practice;
    private final PracticeDirectory practices;
    private final DkimKeys keys;
    private final DkimSettings settings;

    DkimKeysResource(CallPractice practice, PracticeDirectory practices, DkimKeys keys, DkimSettings settings) {
        this.practice = practice;
        this.practices = practices;
        this.keys = keys;
        this.settings = settings;
    }

    /** Lists keys. */
    @GET
    @Path("/dkim-keys")
    @Operation(summary = "List DKIM keys", description = "With the DNS record of each and what is to be done about it.")
    public List<DkimKeyView> list() {
        return views(keys.list(practice.id()));
    }

    /** Makes keys. */
    @POST
    @Path("/dkim-keys")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make DKIM keys of a domain",
            description = "They sign nothing until they are activated, which is done when their records are in DNS.")
    public List<DkimKeyView> add(@Nullable DkimKeysForm form) {
        if (form == null || form.domain().isEmpty()) {
            throw Refusal.badRequest("Send the domain as JSON, such as {\"domain\":\"practice.example\"}.");
        }
        Domain domain = own(form.domain().get());
        return made(() -> keys.add(practice.id(), domain, form.wanted(), AccessRecord.TOKEN_HOLDER));
    }

    /** Makes successors. */
    @POST
    @Path("/dkim-keys/{domain}:rotate")
    @Operation(
            summary = "Make successors of a domain's active DKIM keys",
            description = "The active ones sign on until the successors are activated.")
    public List<DkimKeyView> rotate(@PathParam("domain") String text) {
        Domain domain = own(text);
        return made(() -> keys.rotate(practice.id(), domain, AccessRecord.TOKEN_HOLDER));
    }

    /** Activates what waits. */
    @POST
    @Path("/dkim-keys/{domain}:activate")
    @Operation(
            summary = "Activate a domain's new DKIM keys",
            description = "Refused (409) until DNS shows their records; `force=true` does not ask DNS. Keys that they"
                    + " replace are retired.")
    public List<DkimKeyView> activate(
            @PathParam("domain") String text, @QueryParam("force") @DefaultValue("false") boolean force) {
        Domain domain = own(text);
        return made(() -> keys.activate(practice.id(), domain, force, AccessRecord.TOKEN_HOLDER));
    }

    /** Removes what is needed no more. */
    @POST
    @Path("/dkim-keys/{domain}:remove")
    @Operation(
            summary = "Remove a domain's DKIM keys that are needed no more",
            description = "Those that never signed, and those that are retired long enough; `force=true`: all of them.")
    public List<DkimKeyView> remove(
            @PathParam("domain") String text, @QueryParam("force") @DefaultValue("false") boolean force) {
        // Of a domain that the practice gave up too.
        Domain domain = parse(text);
        return made(() -> keys.remove(practice.id(), domain, force, AccessRecord.TOKEN_HOLDER));
    }

    /** A change to keys. */
    private interface Change {
        List<DkimKey> make() throws DkimRefusedException;
    }

    private List<DkimKeyView> made(Change change) {
        try {
            return views(change.make());
        } catch (DkimRefusedException refused) {
            throw Refusal.conflict(String.valueOf(refused.getMessage()));
        }
    }

    private List<DkimKeyView> views(List<DkimKey> all) {
        return all.stream()
                .map(key -> DkimKeyView.of(key, settings.rotateAfter()))
                .toList();
    }

    private Domain own(String text) {
        Domain domain = parse(text);
        if (!practices.maySendAs(practice.id(), domain)) {
            throw Refusal.conflict(
                    "The domain is none of the practice's: add it to the practice (PUT /api/v1/practices/ID) first.");
        }
        return domain;
    }

    private static Domain parse(String text) {
        try {
            return Domain.parse(text);
        } catch (InvalidMailboxException fault) {
            throw Refusal.badRequest("The domain is none: " + fault.getMessage() + ".");
        }
    }
}
