package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.certificate.CertificateRefusedException;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.certificate.ImportedCertificate;

/** Recipients' certificates. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Certificates")
public class CertificatesResource {

    private static final long MAX_FILE = 1024L * 1024;
    private static final String PASSWORD = "X-Sealpost-File-Password";

    private final CallPractice practice;
    private final CertificateImport certificates;
    private final CertificateDirectory directory;

    CertificatesResource(CallPractice practice, CertificateImport certificates, CertificateDirectory directory) {
        this.practice = practice;
        this.certificates = certificates;
        this.directory = directory;
    }

    /** Imports certificates. */
    @POST
    @Path("/certificates")
    @Consumes({
        "application/x-pem-file",
        "application/pem-certificate-chain",
        MediaType.TEXT_PLAIN,
        "application/pkix-cert",
        "application/x-x509-ca-cert",
        "application/x-x509-user-cert",
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
        "application/x-pkcs7-certificates",
        "application/pkcs12",
        "application/x-pkcs12",
        MediaType.APPLICATION_OCTET_STREAM
    })
    @Operation(
            summary = "Import certificates",
            description =
                    "PEM, DER, PKCS#7 or PKCS#12 without keys, told apart by the octets: one certificate or more; all"
                            + " or none are stored. The answer names the addresses that each can be chosen for, and in"
                            + " `passedOver` those that stand in it and do not count, with the reason. `pin=true` trusts those with an address by the caller's word, as"
                            + " for a self-signed one. The password of a PKCS#12 file comes in the header"
                            + " `X-Sealpost-File-Password`, percent-encoded UTF-8. At most 1 MiB.")
    public List<ImportedCertificate> add(
            InputStream file,
            @QueryParam("pin") @DefaultValue("false") boolean pin,
            @HeaderParam(PASSWORD) Optional<String> password)
            throws IOException {
        byte[] octets = Body.read(file, MAX_FILE);
        try {
            return certificates.importFile(
                    practice.id(), octets, password.map(CertificatesResource::decoded), pin, AccessRecord.TOKEN_HOLDER);
        } catch (CertificateRefusedException refused) {
            throw Refusal.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    /** Confirms a certificate. */
    @POST
    @Path("/certificates/{fingerprint}:confirm")
    @Operation(
            summary = "Confirm a certificate that came by mail",
            description = "Its key may be another than the one that was known before.")
    public void confirm(@PathParam("fingerprint") String fingerprint) {
        if (!directory.confirm(practice.id(), parse(fingerprint), AccessRecord.TOKEN_HOLDER)) {
            throw unknown();
        }
    }

    /** Ends the use of a certificate. */
    @POST
    @Path("/certificates/{fingerprint}:revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Revoke a certificate", description = "It is used no more, and that cannot be taken back.")
    public void revoke(@PathParam("fingerprint") String fingerprint, Reason reason) {
        if (!directory.revoke(
                practice.id(), parse(fingerprint), Reason.of(reason).required(), AccessRecord.TOKEN_HOLDER)) {
            throw unknown();
        }
    }

    private static char[] decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .toCharArray();
        } catch (IllegalArgumentException wrong) {
            throw Refusal.badRequest("The password is not percent-encoded UTF-8: encode it.");
        }
    }

    private static Fingerprint parse(String text) {
        try {
            return Fingerprint.parse(text);
        } catch (IllegalArgumentException none) {
            throw unknown();
        }
    }

    private static Refusal unknown() {
        return Refusal.notFound("The practice has no certificate of this fingerprint (SHA-256).");
    }
}
