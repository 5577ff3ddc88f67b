package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.sealpost.keys.ClosedKey;
import org.sealpost.keys.KeyBackup;
import org.sealpost.keys.KeyCertification;
import org.sealpost.keys.KeyCustody;
import org.sealpost.keys.KeyOwner;
import org.sealpost.keys.KeyRefusedException;
import org.sealpost.keys.NewKey;
import org.sealpost.keys.PracticeKey;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.PracticeDirectory;

/** The practice's own keys for S/MIME. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Keys")
public class KeysResource {

    private static final long MAX_CERTIFICATES = 256L * 1024;
    private static final String BACKUP = "application/x-pkcs12";

    /** Names keys that do not open, in answers whose body is something else. */
    static final String CLOSED_KEYS = "X-Sealpost-Closed-Keys";

    /** A header has no room for more. */
    private static final int MOST_NAMED = 50;

    private final CallPractice practice;
    private final PracticeDirectory practices;
    private final KeyCustody keys;
    private final KeyCertification certification;
    private final KeyBackup backup;
    private final BackupCalls backups;

    KeysResource(
            CallPractice practice,
            PracticeDirectory practices,
            KeyCustody keys,
            KeyCertification certification,
            KeyBackup backup,
            BackupCalls backups) {
        this.practice = practice;
        this.practices = practices;
        this.keys = keys;
        this.certification = certification;
        this.backup = backup;
        this.backups = backups;
    }

    /** Lists keys. */
    @GET
    @Path("/keys")
    @Operation(summary = "List the practice's keys for S/MIME", description = "With what is to be done about each.")
    public List<KeyView> list() {
        return keys.list(practice.id()).stream().map(KeyView::of).toList();
    }

    /** Makes a key. */
    @POST
    @Path("/keys")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make a key",
            description = "With a certificate of its own or of the internal authority it is in use at once, or from a"
                    + " date; else it waits for a certificate, see its request.")
    public KeyView create(@Nullable KeyForm form) {
        if (form == null) {
            throw Refusal.badRequest(
                    "Send whose mail the key is for as JSON, such as {\"owner\":\"practice.example\"}.");
        }
        NewKey wanted = form.wanted();
        requireOwn(wanted.owner());
        return made(() -> keys.create(practice.id(), wanted, AccessRecord.TOKEN_HOLDER));
    }

    /** Takes keys that exist. */
    @POST
    @Path("/keys:import")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import keys",
            description = "From a PKCS#12 file with its password, or from the token by label. Each takes the place of"
                    + " its owner's keys that it can replace, as soon as its certificate is valid; one whose certificate"
                    + " has expired is retired from the start, and only decrypts.")
    public List<KeyView> importKeys(@Nullable KeyImportForm form) {
        if (form == null || form.pkcs12().isPresent() == form.tokenLabel().isPresent()) {
            throw Refusal.badRequest(
                    "Send a PKCS#12 file (base64) with its password, or the label of a key in the token.");
        }
        PracticeId id = practice.id();
        Optional<KeyOwner> owner = form.owner().map(KeyForm::owner);
        try {
            List<PracticeKey> taken = form.pkcs12().isPresent()
                    ? keys.importFile(
                            id,
                            owner,
                            form.pkcs12().get(),
                            form.password().orElse("").toCharArray(),
                            form.from(),
                            this::isOwn,
                            AccessRecord.TOKEN_HOLDER)
                    : List.of(keys.importFromToken(
                            id,
                            owner,
                            form.tokenLabel().orElseThrow(),
                            form.from(),
                            this::isOwn,
                            AccessRecord.TOKEN_HOLDER));
            return taken.stream().map(KeyView::of).toList();
        } catch (KeyRefusedException refused) {
            throw Refusal.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    /** A certificate request. */
    @GET
    @Path("/keys/{id}/request")
    @Produces({"application/pkcs10", MediaType.APPLICATION_JSON})
    @Operation(summary = "The request for a key's certificate", description = "PKCS#10 in PEM, for an authority.")
    public String request(@PathParam("id") UUID id) {
        try {
            return certification.request(practice.id(), id);
        } catch (KeyRefusedException refused) {
            throw Refusal.conflict(String.valueOf(refused.getMessage()));
        }
    }

    /** Puts a key's certificate on record. */
    @POST
    @Path("/keys/{id}/certificate")
    @Consumes({
        "application/x-pem-file",
        "application/pem-certificate-chain",
        "application/pkix-cert",
        MediaType.TEXT_PLAIN
    })
    @Operation(
            summary = "Give a key its certificate, or a renewed one",
            description =
                    "PEM or DER, with those of its authorities. The key is in use at once, or `from` a date, and not"
                            + " before the certificate is valid.")
    public KeyView certify(
            @PathParam("id") UUID id, InputStream certificates, @QueryParam("from") @Nullable String from)
            throws IOException {
        byte[] octets = Body.read(certificates, MAX_CERTIFICATES);
        Optional<Instant> begin = AskedTime.time(from);
        return made(
                () -> certification.certify(practice.id(), id, octets, begin, this::isOwn, AccessRecord.TOKEN_HOLDER));
    }

    /** Makes a successor. */
    @POST
    @Path("/keys/{id}:rotate")
    @Operation(
            summary = "Make a key's successor",
            description =
                    "Of the same kind. It signs at once, `from` a date, or when its certificate is there and valid;"
                            + " the old key signs until then, and decrypts on for the overlap.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            description = "Instead of the parameter.",
                                            properties =
                                                    @SchemaProperty(
                                                            name = "from",
                                                            type = SchemaType.STRING,
                                                            format = "date-time"))))
    public KeyView rotate(@PathParam("id") UUID id, @QueryParam("from") @Nullable String from, InputStream body)
            throws IOException {
        Optional<Instant> begin = AskedTime.read("from", from, body);
        return made(() -> keys.rotate(practice.id(), id, begin, AccessRecord.TOKEN_HOLDER));
    }

    /** Ends a key's signing. */
    @POST
    @Path("/keys/{id}:retire")
    @Operation(
            summary = "Retire a key",
            description = "It signs no more, and decrypts `until` a time, or for the overlap; then it is destroyed.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            description = "Instead of the parameter.",
                                            properties =
                                                    @SchemaProperty(
                                                            name = "until",
                                                            type = SchemaType.STRING,
                                                            format = "date-time"))))
    public KeyView retire(@PathParam("id") UUID id, @QueryParam("until") @Nullable String until, InputStream body)
            throws IOException {
        Optional<Instant> end = AskedTime.read("until", until, body);
        return made(() -> keys.retire(practice.id(), id, end, AccessRecord.TOKEN_HOLDER));
    }

    /** Destroys a key. */
    @POST
    @Path("/keys/{id}:destroy")
    @Operation(
            summary = "Destroy a key's private half",
            description = "What was encrypted for it opens no more. Refused (409) for one in use without `force=true`.")
    public KeyView destroy(@PathParam("id") UUID id, @QueryParam("force") @DefaultValue("false") boolean force) {
        return made(() -> keys.destroy(practice.id(), id, force, AccessRecord.TOKEN_HOLDER));
    }

    /** Writes every key of the installation into an encrypted file. */
    @POST
    @Path("/keys:backup")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({BACKUP, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Back up every key of the installation",
            description = "One PKCS#12 file under the passphrase: keystore, DKIM, S/MIME and authorities, of every"
                    + " practice. By default only from the gateway's own machine (403 else). Keys that do not open are"
                    + " named in the header `X-Sealpost-Closed-Keys`, each as practice/id.")
    public Response backup(@Nullable KeyBackupForm form, @Context HttpServerRequest call) {
        backups.check(call);
        char[] passphrase = required(form).passphraseOf();
        try {
            KeyBackup.Taken taken = backup.backup(passphrase, AccessRecord.TOKEN_HOLDER);
            return named(Response.ok(taken.file(), BACKUP), taken.closed());
        } catch (KeyRefusedException refused) {
            throw Refusal.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    /** Puts keys of a backup back. */
    @POST
    @Path("/keys:restore")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Restore missing keys of the installation from a backup",
            description = "Answers how many keys of each practice were missing. What is there and opens stays as it is."
                    + " By default only from the gateway's own machine (403 else). Keys that do not open all the same are"
                    + " named in the header `X-Sealpost-Closed-Keys`, each as practice/id.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, additionalProperties = Integer.class)))
    public Response restore(@Nullable KeyBackupForm form, @Context HttpServerRequest call) {
        backups.check(call);
        KeyBackupForm given = required(form);
        byte[] file = given.file()
                .orElseThrow(() -> Refusal.badRequest("Send the backup (base64) and its passphrase as JSON."));
        try {
            KeyBackup.Restored restored = backup.restore(file, given.passphraseOf(), AccessRecord.TOKEN_HOLDER);
            Map<String, Integer> counts = new TreeMap<>();
            restored.keys().forEach((id, count) -> counts.put(id.value(), count));
            return named(Response.ok(counts, MediaType.APPLICATION_JSON), restored.closed());
        } catch (KeyRefusedException refused) {
            throw Refusal.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    private static Response named(Response.ResponseBuilder answer, List<ClosedKey> closed) {
        if (closed.isEmpty()) {
            return answer.build();
        }
        String names =
                closed.stream().limit(MOST_NAMED).map(ClosedKey::toString).collect(Collectors.joining(", "));
        return answer.header(CLOSED_KEYS, closed.size() > MOST_NAMED ? names + ", ..." : names)
                .build();
    }

    /** A change to a key. */
    private interface Change {
        PracticeKey make() throws KeyRefusedException;
    }

    private static KeyView made(Change change) {
        try {
            return KeyView.of(change.make());
        } catch (KeyRefusedException refused) {
            throw Refusal.conflict(String.valueOf(refused.getMessage()));
        }
    }

    private static KeyBackupForm required(@Nullable KeyBackupForm form) {
        if (form == null) {
            throw Refusal.badRequest("Send a passphrase of 16 characters or more as JSON.");
        }
        return form;
    }

    private boolean isOwn(Domain domain) {
        return practices.maySendAs(practice.id(), domain);
    }

    private void requireOwn(KeyOwner owner) {
        if (!owner.domain().map(this::isOwn).orElse(true)) {
            throw Refusal.conflict(
                    "The domain is none of the practice's: add it to the practice (PUT /api/v1/practices/ID) first.");
        }
    }
}
