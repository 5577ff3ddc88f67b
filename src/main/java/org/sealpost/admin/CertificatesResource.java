package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    @Consumes({"application/x-pem-file", "application/pem-certificate-chain", MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Import certificates",
            description =
                    "PEM, one certificate or more; all or none are stored. `pin=true` trusts those with an address"
                            + " by the caller's word, as for a self-signed one. At most 1 MiB.")
    public List<ImportedCertificate> add(InputStream pem, @QueryParam("pin") @DefaultValue("false") boolean pin)
            throws IOException {
        String text = new String(Body.read(pem, MAX_FILE), StandardCharsets.US_ASCII);
        try {
            return certificates.importPem(practice.id(), text, pin, AccessRecord.TOKEN_HOLDER);
        } catch (CertificateRefusedException refused) {
            throw Refusal.badRequest(String.valueOf(refused.getMessage()));
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
