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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.certificate.CertificateRefusedException;
import org.sealpost.certificate.RevocationListRecord;
import org.sealpost.certificate.RevocationPolicy;
import org.sealpost.certificate.TrustAnchorRecord;
import org.sealpost.certificate.TrustDirectory;

/** The authorities whose word on certificates counts for a practice, and CRLs that it gives. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Certificates")
public class TrustResource {

    private static final long MOST_ANCHORS = 1024L * 1024;
    private static final long MOST_LIST = 8L * 1024 * 1024;

    private final CallPractice practice;
    private final TrustDirectory trust;

    TrustResource(CallPractice practice, TrustDirectory trust) {
        this.practice = practice;
        this.trust = trust;
    }

    /** Lists anchors. */
    @GET
    @Path("/trust-anchors")
    @Operation(
            summary = "List the practice's trust anchors",
            description = "Its own; those of the installation (sealpost.certificates.trust) are trusted beside them.")
    public List<TrustAnchorRecord> anchors() {
        return trust.anchors(practice.id());
    }

    /** Adds anchors. */
    @POST
    @Path("/trust-anchors")
    @Consumes({"application/x-pem-file", "application/pem-certificate-chain", MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Trust authorities",
            description = "PEM, one authority or more; all or none. `bundle` names those that belong together;"
                    + " `revocation` (required, offered, soft, off) says how strictly revocation is asked for under"
                    + " them, as the setting sealpost.certificates.revocation does when missing. At most 1 MiB.")
    public List<TrustAnchorRecord> add(
            InputStream pem,
            @QueryParam("bundle") @DefaultValue("default") String bundle,
            @QueryParam("revocation") Optional<String> revocation)
            throws IOException {
        String text = new String(Body.read(pem, MOST_ANCHORS), StandardCharsets.US_ASCII);
        try {
            return trust.addAnchors(
                    practice.id(), text, bundle, revocation.map(TrustResource::policy), AccessRecord.TOKEN_HOLDER);
        } catch (CertificateRefusedException refused) {
            throw Refusal.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    /** Removes anchors. */
    @POST
    @Path("/trust-anchors/{which}:remove")
    @Operation(
            summary = "Trust an authority no longer",
            description = "`which` is its fingerprint (SHA-256), or the name of a bundle to remove all of it.")
    public List<TrustAnchorRecord> remove(@PathParam("which") String which) {
        List<TrustAnchorRecord> removed = trust.removeAnchors(practice.id(), which, AccessRecord.TOKEN_HOLDER);
        if (removed.isEmpty()) {
            throw Refusal.notFound("The practice has no trust anchor of this fingerprint (SHA-256) or bundle.");
        }
        return removed;
    }

    /** Lists CRLs. */
    @GET
    @Path("/revocation-lists")
    @Operation(
            summary = "List the CRLs that the practice was given",
            description = "Those that are fetched from the places that certificates name are not among them.")
    public List<RevocationListRecord> lists() {
        return trust.lists(practice.id());
    }

    /** Takes a CRL. */
    @POST
    @Path("/revocation-lists")
    @Consumes({
        "application/pkix-crl",
        "application/x-pem-file",
        MediaType.APPLICATION_OCTET_STREAM,
        MediaType.TEXT_PLAIN
    })
    @Operation(
            summary = "Give a CRL",
            description = "DER or PEM, complete, of an authority that the practice trusts or has on record; it replaces"
                    + " an older one. At most 8 MiB.")
    public RevocationListRecord addList(InputStream list) throws IOException {
        try {
            return trust.addList(practice.id(), Body.read(list, MOST_LIST), AccessRecord.TOKEN_HOLDER);
        } catch (CertificateRefusedException refused) {
            throw Refusal.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    private static RevocationPolicy policy(String text) {
        return Arrays.stream(RevocationPolicy.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.badRequest("The revocation policy is none: it is required, offered, soft or off."));
    }
}
