package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.sealpost.keys.Holder;
import org.sealpost.keys.InternalAuthority;
import org.sealpost.keys.IssuedCertificate;
import org.sealpost.keys.KeyRefusedException;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.practice.PracticeDirectory;

/** The practice's internal certificate authority. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Internal authority")
public class AuthorityResource {

    private final CallPractice practice;
    private final PracticeDirectory practices;
    private final InternalAuthority authority;

    AuthorityResource(CallPractice practice, PracticeDirectory practices, InternalAuthority authority) {
        this.practice = practice;
        this.practices = practices;
        this.authority = authority;
    }

    /** Lists authorities. */
    @GET
    @Path("/authority")
    @Operation(
            summary = "The practice's internal authorities",
            description = "The one that issues (active), and those that it followed.")
    public List<KeyView> list() {
        return authority.list(practice.id()).stream().map(KeyView::of).toList();
    }

    /** Makes the authority. */
    @POST
    @Path("/authority")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make the practice's internal authority")
    public KeyView create(@Nullable AuthorityForm form) {
        if (form == null || form.name().isEmpty()) {
            throw Refusal.badRequest("Send the authority's name as JSON, such as {\"name\":\"Sample Practice\"}.");
        }
        try {
            return KeyView.of(authority.create(
                    practice.id(),
                    form.name().get(),
                    KeyForm.algorithm(form.algorithm()),
                    form.permitted(),
                    form.replace().orElse(false),
                    AccessRecord.TOKEN_HOLDER));
        } catch (KeyRefusedException refused) {
            throw Refusal.conflict(String.valueOf(refused.getMessage()));
        }
    }

    /** Gives a person a key and a certificate. */
    @POST
    @Path("/authority:issue")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Issue a key and a certificate to a person",
            description = "The answer holds both in a PKCS#12 file, with its password; neither is kept. Mail to the"
                    + " address can be encrypted for the certificate from then on.")
    public IssuedView issue(@Nullable IssueForm form) {
        if (form == null || form.address().isEmpty()) {
            throw Refusal.badRequest("Send address and holder (staff or patient) as JSON.");
        }
        Holder holder = form.holder()
                .flatMap(Holder::parse)
                .orElseThrow(() -> Refusal.badRequest("Say whether the holder is staff or patient."));
        Mailbox address = mailbox(form.address().get());
        if (holder == Holder.STAFF && !practices.maySendAs(practice.id(), address.domain())) {
            throw Refusal.conflict("Staff have addresses of the practice's domains: add the domain to the practice"
                    + " (PUT /api/v1/practices/ID) first.");
        }
        try {
            return IssuedView.of(authority.issue(
                    practice.id(),
                    address,
                    form.name(),
                    holder,
                    KeyForm.algorithm(form.algorithm()),
                    AccessRecord.TOKEN_HOLDER));
        } catch (KeyRefusedException refused) {
            throw Refusal.conflict(String.valueOf(refused.getMessage()));
        }
    }

    /** Lists what was issued. */
    @GET
    @Path("/authority/certificates")
    @Operation(summary = "List the certificates that the internal authority issued")
    public List<IssuedCertificate> issued() {
        return authority.issued(practice.id());
    }

    /** Revokes a certificate. */
    @POST
    @Path("/authority/certificates/{fingerprint}:revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Revoke a certificate that the internal authority issued",
            description = "It stands in the revocation list, and no mail is encrypted for it any more.")
    public void revoke(@PathParam("fingerprint") String fingerprint, Reason reason) {
        String why = Reason.of(reason).required();
        if (!authority.revoke(practice.id(), fingerprint, why, AccessRecord.TOKEN_HOLDER)) {
            throw Refusal.notFound("The practice's authority issued no certificate of this fingerprint (SHA-256).");
        }
    }

    private static Mailbox mailbox(String text) {
        try {
            return Mailbox.parse(text);
        } catch (InvalidMailboxException fault) {
            throw Refusal.badRequest("The address is none: " + fault.getMessage() + ".");
        }
    }
}
