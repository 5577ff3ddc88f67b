package org.sealpost.consent.fhir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/** What is published of the API itself: its code systems, and what it can do. */
public final class FhirPublications {

    private static final List<String> CODE_SYSTEMS = List.of("consent-channel", "consent-policy");
    private static final Date SINCE = Date.from(Instant.parse("2026-11-28T00:00:00Z"));

    private FhirPublications() {}

    /** A code system by its id. */
    public static Optional<String> codeSystem(String id) {
        return CODE_SYSTEMS.stream().filter(id::equals).findFirst().map(FhirPublications::read);
    }

    /** What the API can do. */
    public static String capabilities() {
        CapabilityStatement statement = new CapabilityStatement();
        statement.setStatus(PublicationStatus.ACTIVE).setDate(SINCE).setKind(CapabilityStatementKind.INSTANCE);
        statement.getSoftware().setName("Sealpost");
        statement.getImplementation().setDescription("Consents and patients of a practice, and what was told of them");
        statement.setFhirVersion(FHIRVersion._4_0_1);
        statement.addFormat("application/fhir+json");
        var rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
        rest.getSecurity().setDescription("The token of the file admin.token, as a bearer token (RFC 6750).");
        resource(rest.addResource(), "Consent", TypeRestfulInteraction.CREATE)
                .addSearchParam(parameter("patient", SearchParamType.REFERENCE))
                .addSearchParam(parameter("patient.identifier", SearchParamType.TOKEN))
                .addSearchParam(parameter("status", SearchParamType.TOKEN));
        resource(rest.addResource(), "Patient", TypeRestfulInteraction.CREATE, TypeRestfulInteraction.UPDATE)
                .addSearchParam(parameter("identifier", SearchParamType.TOKEN));
        resource(rest.addResource(), "AuditEvent")
                .addSearchParam(parameter("patient", SearchParamType.REFERENCE))
                .addSearchParam(parameter("date", SearchParamType.DATE));
        CapabilityStatementRestResourceComponent codes = rest.addResource();
        codes.setType("CodeSystem").addInteraction().setCode(TypeRestfulInteraction.READ);
        return FhirJson.write(statement);
    }

    private static CapabilityStatementRestResourceComponent resource(
            CapabilityStatementRestResourceComponent resource, String type, TypeRestfulInteraction... more) {
        resource.setType(type);
        List.of(TypeRestfulInteraction.READ, TypeRestfulInteraction.SEARCHTYPE)
                .forEach(interaction -> resource.addInteraction().setCode(interaction));
        List.of(more).forEach(interaction -> resource.addInteraction().setCode(interaction));
        return resource;
    }

    private static CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent parameter(
            String name, SearchParamType type) {
        return new CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent()
                .setName(name)
                .setType(type);
    }

    private static String read(String id) {
        try (InputStream file = FhirPublications.class.getResourceAsStream("/fhir/CodeSystem-" + id + ".json")) {
            if (file == null) {
                throw new IllegalStateException("a code system is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
