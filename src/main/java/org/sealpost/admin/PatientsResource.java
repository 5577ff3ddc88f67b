package org.sealpost.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sealpost.consent.ConsentRecords;
import org.sealpost.consent.ImportReport;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientImport;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.PatientReference.AtThePractice;

/** Patients and what they agreed to. */
@Path(ApiPaths.V1)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Patients and consents")
public class PatientsResource {

    private static final long MAX_LIST = 20L * 1024 * 1024;

    private final CallPractice practice;
    private final PatientImport patients;
    private final PatientRecorder consents;
    private final ConsentRecords records;

    PatientsResource(CallPractice practice, PatientImport patients, PatientRecorder consents, ConsentRecords records) {
        this.practice = practice;
        this.patients = patients;
        this.consents = consents;
        this.records = records;
    }

    /** A consent's id. */
    public record RecordedConsent(UUID id) {}

    /** Imports a list. */
    @POST
    @Path("/patients:import")
    @Consumes("text/csv")
    @Operation(
            summary = "Import patients and consents",
            description = "CSV in UTF-8 with a header line. A wrong line is refused by number; sending the file again"
                    + " changes nothing. At most 20 MiB.")
    public ImportReport importList(InputStream csv) throws IOException {
        String text = Body.utf8(Body.read(csv, MAX_LIST));
        try {
            return patients.importCsv(practice.id(), new StringReader(text), AccessRecord.TOKEN_HOLDER);
        } catch (IllegalArgumentException wrongHeader) {
            throw Refusal.badRequest(String.valueOf(wrongHeader.getMessage()));
        }
    }

    /** Records a consent. */
    @POST
    @Path("/patients/{id}/consents")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Record a consent", description = "For a patient by the practice's own patient id.")
    public Response record(@PathParam("id") String id, ConsentForm form) {
        UUID consent = consents.record(
                        practice.id(), patientId(id), ConsentForm.given(form).consent(), AccessRecord.TOKEN_HOLDER)
                .orElseThrow(PatientsResource::unknownPatient);
        return Response.status(Status.CREATED)
                .entity(new RecordedConsent(consent))
                .build();
    }

    /** Shows a patient's records. */
    @GET
    @Path("/patients/{id}/consents")
    @Operation(
            summary = "Show a patient's consents, requests and authorisations",
            description = "Newest first, with those that were superseded or revoked: records are never changed.")
    public List<ConsentView> consents(@PathParam("id") String id) {
        return records
                .all(practice.id(), new AtThePractice(patientId(id)))
                .orElseThrow(PatientsResource::unknownPatient)
                .stream()
                .map(ConsentView::of)
                .toList();
    }

    /** Takes a consent back. */
    @POST
    @Path("/consents/{id}:revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Revoke a consent", description = "It holds for the very next message.")
    public void revoke(@PathParam("id") UUID id, Reason reason) {
        if (!consents.revoke(practice.id(), id, Reason.of(reason).required(), AccessRecord.TOKEN_HOLDER)) {
            throw Refusal.notFound("The practice has no such consent that is still in force.");
        }
    }

    private static PatientId patientId(String id) {
        try {
            return new PatientId(id);
        } catch (IllegalArgumentException none) {
            throw unknownPatient();
        }
    }

    private static Refusal unknownPatient() {
        return Refusal.notFound("The practice has no patient of this id: import the patient first.");
    }
}
