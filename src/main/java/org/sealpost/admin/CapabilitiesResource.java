package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.sealpost.certificate.RecipientCapabilities;
import org.sealpost.smime.EncryptionCapabilities;

/** What recipients' mail programs can read. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Certificates")
public class CapabilitiesResource {

    private final CallPractice practice;
    private final RecipientCapabilities capabilities;

    CapabilitiesResource(CallPractice practice, RecipientCapabilities capabilities) {
        this.practice = practice;
        this.capabilities = capabilities;
    }

    /** Lists them. */
    @GET
    @Path("/certificate-capabilities")
    @Operation(
            summary = "List encryption capabilities",
            description = "What was set for certificates, addresses and domains, and what signed mail told.")
    public List<CapabilitiesView> list() {
        return capabilities.list(practice.id()).stream()
                .map(CapabilitiesView::of)
                .toList();
    }

    /** Sets them. */
    @POST
    @Path("/certificate-capabilities:set")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set encryption capabilities",
            description = "For a certificate, an address or a domain; the narrowest counts, and what is set counts more"
                    + " than what signed mail tells.")
    public void set(@Nullable CapabilitiesForm form) {
        if (form == null || form.capabilities().isEmpty()) {
            throw Refusal.badRequest("Send for whom and which as JSON, such as"
                    + " {\"domain\":\"clinic.example\",\"capabilities\":\"aes-256-cbc\"}.");
        }
        capabilities.set(practice.id(), form.scope(), words(form.capabilities().get()), AccessRecord.TOKEN_HOLDER);
    }

    /** Forgets them. */
    @POST
    @Path("/certificate-capabilities:unset")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Forget encryption capabilities", description = "Of a certificate, an address or a domain.")
    public void unset(@Nullable CapabilitiesForm form) {
        if (form == null) {
            throw Refusal.badRequest("Send for whom as JSON, such as {\"domain\":\"clinic.example\"}.");
        }
        if (!capabilities.unset(practice.id(), form.scope(), AccessRecord.TOKEN_HOLDER)) {
            throw Refusal.notFound("No capabilities are set for it.");
        }
    }

    /** All words, with the defaults for those that were left out. */
    private static String words(String text) {
        try {
            return EncryptionCapabilities.parse(text).toString();
        } catch (IllegalArgumentException wrong) {
            throw Refusal.badRequest(String.valueOf(wrong.getMessage()));
        }
    }
}
