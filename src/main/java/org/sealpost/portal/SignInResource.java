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
import java.time.LocalDate;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.sealpost.portal.SignIn.Begun;
import org.sealpost.portal.SignIn.Completed;

/**
 * The pages from the link to the sign-in. A GET reads nothing and changes nothing, whoever follows the link; so every
 * link that has the form of one gets the same page.
 */
@Path(SignInResource.PATH + "/{token}")
@RunOnVirtualThread
public class SignInResource {

    /** What every link starts with; the token follows. */
    static final String PATH = "/portal/m";

    private static final String NO_ERROR = "";
    private static final String NO_DATE =
            "Please enter your date of birth as numbers, for example 4 (month), 27 (day), 1968 (year).";
    private static final String WRONG_CODE =
            "This code is not right, or no longer good. Check the newest one, or start again with your date of birth.";

    private final SignIn signIn;
    private final CodeDispatch dispatch;
    private final PortalCookies cookies;

    SignInResource(SignIn signIn, CodeDispatch dispatch, PortalCookies cookies) {
        this.signIn = signIn;
        this.dispatch = dispatch;
        this.cookies = cookies;
    }

    /** Asks for the birth date. */
    @GET
    public Response who(@PathParam("token") String token, @Context HttpHeaders headers) {
        Optional<Secret> link = Secret.parse(token);
        if (link.isEmpty()) {
            return PortalAnswer.notFound();
        }
        Secret visit = cookies.visit(headers).orElseGet(Secret::next);
        return PortalAnswer.page(
                Status.OK, PortalPages.who(link.get().value(), visit.formToken(), NO_ERROR), cookies.visit(visit));
    }

    /** Takes the birth date; what follows looks the same whether it is right or not. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response birthDate(
            @PathParam("token") String token,
            @FormParam("form") @DefaultValue("") String form,
            @FormParam("month") @DefaultValue("") String month,
            @FormParam("day") @DefaultValue("") String day,
            @FormParam("year") @DefaultValue("") String year,
            @Context HttpHeaders headers) {
        long start = System.nanoTime();
        Optional<Secret> link = Secret.parse(token);
        Optional<Secret> visit = cookies.visit(headers).filter(secret -> secret.fits(form));
        if (link.isEmpty() || visit.isEmpty()) {
            return PortalAnswer.staleForm();
        }
        Optional<LocalDate> date = BirthDateForm.parse(month, day, year);
        if (date.isEmpty()) {
            return PortalAnswer.page(
                    Status.BAD_REQUEST,
                    PortalPages.who(link.get().value(), visit.get().formToken(), NO_DATE));
        }
        Begun begun = signIn.begin(link.get(), visit.get(), date.get());
        PortalAnswer.steady(start);
        return switch (begun) {
            case Begun.Locked ignored -> PortalAnswer.locked();
            case Begun.CodeAsked asked -> {
                asked.toSend().ifPresent(dispatch::dispatch);
                yield PortalAnswer.seeOther(PATH + "/" + link.get().value() + "/code");
            }
        };
    }

    /** Asks for the code. */
    @GET
    @Path("/code")
    public Response askCode(@PathParam("token") String token, @Context HttpHeaders headers) {
        Optional<Secret> link = Secret.parse(token);
        Optional<Secret> visit = cookies.visit(headers);
        if (link.isEmpty() || visit.isEmpty()) {
            return PortalAnswer.staleForm();
        }
        return PortalAnswer.page(
                Status.OK, PortalPages.code(link.get().value(), visit.get().formToken(), NO_ERROR));
    }

    /** Takes the code. */
    @POST
    @Path("/code")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response code(
            @PathParam("token") String token,
            @FormParam("form") @DefaultValue("") String form,
            @FormParam("code") @DefaultValue("") String typed,
            @Context HttpHeaders headers) {
        long start = System.nanoTime();
        Optional<Secret> link = Secret.parse(token);
        Optional<Secret> visit = cookies.visit(headers).filter(secret -> secret.fits(form));
        if (link.isEmpty() || visit.isEmpty()) {
            return PortalAnswer.staleForm();
        }
        Completed completed = signIn.complete(link.get(), visit.get(), typed);
        PortalAnswer.steady(start);
        return switch (completed) {
            case Completed.Locked ignored -> PortalAnswer.locked();
            case Completed.Wrong ignored ->
                PortalAnswer.page(
                        Status.FORBIDDEN,
                        PortalPages.code(link.get().value(), visit.get().formToken(), WRONG_CODE));
            case Completed.SignedIn in ->
                PortalAnswer.seeOther(
                        ReadingResource.PATH + "/" + in.portalMessage(),
                        cookies.session(in.session()),
                        cookies.noVisit());
        };
    }

    /** No page shows a fault's text. */
    @ServerExceptionMapper
    public Response failed(RuntimeException fault) {
        return PortalAnswer.failure(fault);
    }
}
