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
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.sealpost.practice.AccountDirectory;
import org.sealpost.practice.Login;

/** Accounts by which servers and devices sign in to hand mail over for a practice. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Accounts")
public class AccountsResource {

    private final CallPractice practice;
    private final AccountDirectory accounts;

    AccountsResource(CallPractice practice, AccountDirectory accounts) {
        this.practice = practice;
        this.accounts = accounts;
    }

    /** Lists accounts. */
    @GET
    @Path("/accounts")
    @Operation(summary = "List the practice's accounts")
    public List<AccountView> list() {
        return accounts.all(practice.id()).stream().map(AccountView::of).toList();
    }

    /** Makes an account. */
    @POST
    @Path("/accounts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make an account", description = "The answer holds its password, this once: nothing keeps it.")
    public AccountView add(@Nullable AccountForm form) {
        if (form == null) {
            throw Refusal.badRequest("Send the login, such as {\"login\":\"scanner\"}.");
        }
        Login login = form.wantedLogin();
        return made(() -> AccountView.of(accounts.add(
                practice.id(), login, form.wantedSenders(), form.wantedCertificate(), AccessRecord.TOKEN_HOLDER)));
    }

    /** Gives an account a new password. */
    @POST
    @Path("/accounts/{login}:reset")
    @Operation(
            summary = "Give an account a new password",
            description = "The old one is worth nothing at once; a disabled account may sign in again.")
    public AccountView reset(@PathParam("login") String login) {
        return accounts.reset(practice.id(), known(login), AccessRecord.TOKEN_HOLDER)
                .map(AccountView::of)
                .orElseThrow(AccountsResource::unknown);
    }

    /** Ends the use of an account. */
    @POST
    @Path("/accounts/{login}:disable")
    @Operation(
            summary = "End the use of an account",
            description =
                    "By password and by certificate, on every replica and for open connections within two seconds.")
    public AccountView disable(@PathParam("login") String login) {
        return accounts.disable(practice.id(), known(login), AccessRecord.TOKEN_HOLDER)
                .map(AccountView::of)
                .orElseThrow(AccountsResource::unknown);
    }

    /** Lets a client certificate stand for an account. */
    @POST
    @Path("/accounts/{login}:certificate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Let a client certificate stand for an account",
            description =
                    "Or none, when it is missing. It must come from an authority in sealpost.smtp.tls.client-trust.")
    public AccountView certificate(@PathParam("login") String login, @Nullable AccountForm form) {
        return made(() -> accounts.setCertificate(
                        practice.id(),
                        known(login),
                        Optional.ofNullable(form).flatMap(AccountForm::wantedCertificate),
                        AccessRecord.TOKEN_HOLDER)
                .map(AccountView::of)
                .orElseThrow(AccountsResource::unknown));
    }

    private static AccountView made(Supplier<AccountView> change) {
        try {
            return change.get();
        } catch (IllegalArgumentException taken) {
            throw Refusal.conflict(String.valueOf(taken.getMessage()));
        }
    }

    private static Login known(String text) {
        return Login.find(text).orElseThrow(AccountsResource::unknown);
    }

    private static Refusal unknown() {
        return Refusal.notFound("The practice has no such account: list them by GET /api/v1/accounts.");
    }
}
