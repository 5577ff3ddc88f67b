package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.portal.PortalDesk;

/** What the console's forms do. Each needs the session and the form's own token. */
@Path(ConsoleAnswer.ROOT)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RunOnVirtualThread
public class ConsoleActionResource {

    private final AdminToken token;
    private final ConsoleSessions sessions;
    private final AccessRecord access;
    private final CallPractice practice;
    private final HeldDesk desk;
    private final PortalDesk portal;

    ConsoleActionResource(
            AdminToken token,
            ConsoleSessions sessions,
            AccessRecord access,
            CallPractice practice,
            HeldDesk desk,
            PortalDesk portal) {
        this.token = token;
        this.sessions = sessions;
        this.access = access;
        this.practice = practice;
        this.desk = desk;
        this.portal = portal;
    }

    /** Takes the token and begins a session. */
    @POST
    @Path("/sign-in")
    @Operation(hidden = true)
    public Response signIn(
            @FormParam("token") @DefaultValue("") String shown, @Context HttpHeaders headers, @Context UriInfo uri) {
        if (!isSameSite(headers)) {
            return ConsoleAnswer.signIn(Status.FORBIDDEN, "Please sign in from this page.");
        }
        if (!token.matches(shown.strip())) {
            access.denied("console", "wrong token");
            return ConsoleAnswer.signIn(
                    Status.FORBIDDEN,
                    "This is not the token of this gateway. Look into the file admin.token of its home folder.");
        }
        access.signedIn("console");
        return ConsoleAnswer.seeOther(ConsoleAnswer.ROOT, sessions.cookie(sessions.begin(), headers, uri));
    }

    /** Ends the session of this browser. */
    @POST
    @Path("/sign-out")
    @Operation(hidden = true)
    public Response signOut(
            @FormParam("form") @DefaultValue("") String form, @Context HttpHeaders headers, @Context UriInfo uri) {
        return isOurs(form, headers, uri)
                ? ConsoleAnswer.seeOther(ConsoleAnswer.ROOT, sessions.noCookie(headers, uri))
                : staleForm();
    }

    /** Releases, refuses or retries a message, or unlocks what the portal keeps of it. */
    @POST
    @Path("/messages/{id}/{action}")
    @Operation(hidden = true)
    public Response act(
            @PathParam("id") UUID id,
            @PathParam("action") String action,
            @FormParam("form") @DefaultValue("") String form,
            @FormParam("reason") Optional<String> reason,
            @FormParam("portal") Optional<UUID> portalMessage,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        if (!isOurs(form, headers, uri)) {
            return staleForm();
        }
        ConsoleAction asked = ConsoleAction.of(action).orElseThrow(HeldDesk::unknown);
        PracticeId owner = practice.id();
        MessageId message = new MessageId(id);
        switch (asked) {
            case RELEASE -> desk.release(owner, message, new Reason(reason).required());
            case REFUSE -> desk.refuse(owner, message, new Reason(reason).required());
            case RETRY -> desk.retry(owner, message, "Tried from the console");
            case HOLD -> desk.hold(owner, message, new Reason(reason).required());
            case CANCEL -> desk.cancel(owner, message, new Reason(reason).required());
            case UNLOCK -> {
                UUID kept = portalMessage.orElseThrow(HeldDesk::unknown);
                if (!portal.unlock(owner, kept, AccessRecord.TOKEN_HOLDER)) {
                    throw HeldDesk.unknown();
                }
            }
        }
        String page = ConsoleView.address(owner, MessageFilter.ALL, Optional.empty(), Optional.of(message));
        return ConsoleAnswer.seeOther(page + "&done=" + asked.key());
    }

    private boolean isOurs(String form, HttpHeaders headers, UriInfo uri) {
        return isSameSite(headers)
                && sessions.of(headers, uri)
                        .filter(session -> sessions.fits(session, form))
                        .isPresent();
    }

    /** Browsers say from where a request comes; those that do not are held by cookie and form token. */
    private static boolean isSameSite(HttpHeaders headers) {
        String site = headers.getHeaderString("Sec-Fetch-Site");
        return site == null || site.equals("same-origin") || site.equals("none");
    }

    private static Response staleForm() {
        return ConsoleAnswer.page(
                Status.FORBIDDEN.getStatusCode(),
                ConsolePages.note("Please sign in again", "This page was open too long. Nothing was changed."));
    }
}
