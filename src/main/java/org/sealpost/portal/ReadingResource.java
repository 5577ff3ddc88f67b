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
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.sealpost.portal.MessageReading.Opened;

/** The pages behind the sign-in: the message, its attachments, signing out. */
@Path(ReadingResource.PATH)
@RunOnVirtualThread
public class ReadingResource {

    static final String PATH = "/portal/messages";

    private static final String POLICY = "Content-Security-Policy";

    private final MessageReading reading;
    private final PortalCookies cookies;

    ReadingResource(MessageReading reading, PortalCookies cookies) {
        this.reading = reading;
        this.cookies = cookies;
    }

    /** Shows the message. */
    @GET
    @Path("/{id}")
    public Response message(@PathParam("id") String id, @Context HttpHeaders headers) {
        Optional<Secret> session = cookies.session(headers);
        Optional<Opened> opened = open(session, id);
        if (session.isEmpty() || opened.isEmpty()) {
            return PortalAnswer.notFound();
        }
        MailView mail = opened.get().mail();
        Response page = PortalAnswer.page(
                Status.OK,
                PortalPages.message(
                        id,
                        session.get().formToken(),
                        opened.get().practice(),
                        mail,
                        PortalPages.Body.of(mail),
                        FramedBody.SANDBOX));
        return mail.hasHtml()
                ? Response.fromResponse(page)
                        .header(POLICY, PortalHeaders.POLICY + "; frame-src 'self'")
                        .build()
                : page;
    }

    /** A body with a sender's HTML, for the frame in the message's page, or for a page of its own. */
    @GET
    @Path("/{id}/text")
    public Response text(@PathParam("id") String id, @Context HttpHeaders headers) {
        Optional<MailView> mail = read(cookies.session(headers), id, reading::openUnseen)
                .map(Opened::mail)
                .filter(MailView::hasHtml);
        if (mail.isEmpty()) {
            return PortalAnswer.notFound();
        }
        return Response.ok(new FramedBody(mail.get().sections()).document(), MediaType.TEXT_HTML + ";charset=UTF-8")
                .header(POLICY, FramedBody.POLICY)
                .header("X-Frame-Options", "SAMEORIGIN")
                // A page in a sandbox may not have another one: the browser would show an error (HTML, section
                // 7.1.3.1).
                .header("Cross-Origin-Opener-Policy", "unsafe-none")
                .build();
    }

    /** Downloads an attachment. It is never shown in a page of this origin. */
    @GET
    @Path("/{id}/attachments/{number:[0-9]{1,4}}")
    public Response attachment(
            @PathParam("id") String id, @PathParam("number") int number, @Context HttpHeaders headers) {
        Optional<Attachment> attachment = open(cookies.session(headers), id)
                .flatMap(opened -> opened.mail().attachment(number));
        if (attachment.isEmpty()) {
            return PortalAnswer.notFound();
        }
        return Response.ok(attachment.get().octets(), MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Disposition", attachment.get().name().contentDisposition())
                .header(POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'")
                .build();
    }

    /** Ends the session. */
    @POST
    @Path("/{id}/sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signOut(@FormParam("form") @DefaultValue("") String form, @Context HttpHeaders headers) {
        Optional<Secret> session = cookies.session(headers).filter(secret -> secret.fits(form));
        if (session.isEmpty()) {
            return PortalAnswer.staleForm();
        }
        reading.signOut(session.get());
        return PortalAnswer.seeOther(PATH + "/signed-out", cookies.noSession());
    }

    /** Says that the session has ended. */
    @GET
    @Path("/signed-out")
    public Response signedOut() {
        return PortalAnswer.page(
                Status.OK,
                PortalPages.note(
                        "You are signed out",
                        "You can close this page. To read the message again, open the link in your e-mail."));
    }

    /** No page shows a fault's text. */
    @ServerExceptionMapper
    public Response failed(RuntimeException fault) {
        return PortalAnswer.failure(fault);
    }

    private Optional<Opened> open(Optional<Secret> session, String id) {
        return read(session, id, reading::open);
    }

    private static Optional<Opened> read(
            Optional<Secret> session, String id, BiFunction<Secret, UUID, Optional<Opened>> opening) {
        return session.flatMap(secret -> uuid(id).flatMap(message -> opening.apply(secret, message)));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
