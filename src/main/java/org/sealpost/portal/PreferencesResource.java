package org.sealpost.portal;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The page on which a patient says how they prefer to be written to, behind the sign-in for a message. */
@Path(ReadingResource.PATH + "/{id}/preferences")
@RunOnVirtualThread
public class PreferencesResource {

    private final Preferences preferences;
    private final PortalCookies cookies;

    PreferencesResource(Preferences preferences, PortalCookies cookies) {
        this.preferences = preferences;
        this.cookies = cookies;
    }

    /** Asks. */
    @GET
    public Response ask(@PathParam("id") String id, @Context HttpHeaders headers) {
        return page(id, cookies.session(headers), Status.OK, "");
    }

    /** Records the answer. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(
            @PathParam("id") String id,
            @FormParam("form") @DefaultValue("") String form,
            @FormParam("way") @DefaultValue("") String way,
            @FormParam("warned") @DefaultValue("") String warned,
            @Context HttpHeaders headers) {
        Optional<Secret> session = cookies.session(headers).filter(secret -> secret.fits(form));
        if (session.isEmpty()) {
            return PortalAnswer.staleForm();
        }
        Optional<Preference> chosen = Preference.of(way);
        if (chosen.isEmpty()) {
            return page(id, session, Status.BAD_REQUEST, "Please choose one of the ways.");
        }
        if (chosen.get().needsWarning() && !warned.equals("yes")) {
            return page(
                    id,
                    session,
                    Status.BAD_REQUEST,
                    "For ordinary e-mail, please read what it means and tick that you accept it.");
        }
        boolean recorded = uuid(id).filter(message -> preferences.record(session.get(), message, chosen.get()))
                .isPresent();
        return recorded
                ? PortalAnswer.seeOther(ReadingResource.PATH + "/" + id + "/preferences/thanks")
                : PortalAnswer.notFound();
    }

    /** Says that it is recorded. */
    @GET
    @Path("/thanks")
    public Response thanks() {
        return PortalAnswer.page(
                Status.OK,
                PortalPages.note(
                        "Thank you",
                        "What you chose is recorded and holds from the next message on. You can change it here or at"
                                + " your practice at any time."));
    }

    /** No page shows a fault's text. */
    @ServerExceptionMapper
    public Response failed(RuntimeException fault) {
        return PortalAnswer.failure(fault);
    }

    private Response page(String id, Optional<Secret> session, Status status, String error) {
        Optional<PortalPractice> practice =
                session.flatMap(secret -> uuid(id).flatMap(message -> preferences.of(secret, message)));
        return practice.isEmpty() || session.isEmpty()
                ? PortalAnswer.notFound()
                : PortalAnswer.page(
                        status, PortalPages.preferences(id, session.get().formToken(), practice.get(), error));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
