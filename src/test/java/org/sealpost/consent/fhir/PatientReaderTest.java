package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.consent.PatientDetails;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.RecordedPatient;
import org.sealpost.consent.SourceId.Origin;
import org.sealpost.mail.Mailbox;

class PatientReaderTest {

    static final String VALID = """
            {
              "resourceType": "Patient",
              "id": "p1",
              "extension": [{"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex", "valueCode": "F"}],
              "identifier": [{"system": "urn:mrn", "value": "P-1"}],
              "active": true,
              "name": [
                {"use": "old", "family": "Before", "given": ["Robin"]},
                {"use": "official", "family": "Sample", "given": ["Robin"]}],
              "telecom": [
                {"system": "email", "value": "robin@patients.example"},
                {"system": "email", "value": "old@patients.example", "use": "old"},
                {"system": "phone", "value": "+1 555 555 0141", "use": "home"},
                {"system": "phone", "value": "+1 555 555 0142", "use": "mobile"}],
              "gender": "female",
              "birthDate": "1968-04-27",
              "address": [{"city": "Springfield"}],
              "contact": [
                {"relationship": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "GUARD"}]}],
                 "telecom": [{"system": "email", "value": "guardian@patients.example"}]},
                {"relationship": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0131", "code": "C"}]}],
                 "telecom": [{"system": "email", "value": "emergency@patients.example"}]}],
              "communication": [
                {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "en"}]}},
                {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "es"}]}, "preferred": true}]
            }
            """;

    private static final String MASKED = "{\"extension\": [{\"url\":"
            + " \"http://hl7.org/fhir/StructureDefinition/data-absent-reason\", \"valueCode\": \"masked\"}]}";

    private final PatientReader reader = new PatientReader(ConsentJson.UNSETTLED);

    @Test
    void readsWhoItIsAndWhoseTheAddressesAre() throws Exception {
        PatientDetails patient = read(ConsentJson.text(ConsentJson.node(VALID)));

        assertThat(patient.patientId()).isEqualTo(new PatientId("P-1"));
        assertThat(patient.givenName() + " " + patient.familyName()).isEqualTo("Robin Sample");
        assertThat(patient.birthDate()).contains(LocalDate.of(1968, 4, 27));
        assertThat(patient.phone()).contains("+1 555 555 0142");
        assertThat(patient.language()).isEqualTo("es");
        assertThat(patient.substanceUse()).isEmpty();
        assertThat(addresses(patient)).isEqualTo("robin@patients.example self, guardian@patients.example guardian");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // system | code | substance use | restricted | understood
                "v3-ActCode | 42CFRPart2 | true | - | yes",
                "v3-ActCode | 42CFRPart2CD | true | - | yes",
                "v2-0717 | 42CFRPart2 | true | - | yes",
                "v3-ActCode | ETH | true | - | yes",
                "v3-ActCode | ETHUD | true | - | yes",
                "v3-ActCode | SUD | true | - | yes",
                "v3-ActCode | OPIOIDUD | true | - | yes",
                "v3-Confidentiality | R | - | true | yes",
                "v3-Confidentiality | V | - | true | yes",
                // What is not understood may restrict, and is no substance use.
                "v3-ActCode | PSY | - | true | no",
                "v3-ActCode | HIV | - | true | no",
                "v3-ActCode | eth | - | true | no",
                "v3-ActCode | - | - | true | no",
                "v3-Race | ETH | - | true | no",
                "other | N | - | true | no",
                "v3-Confidentiality | N | - | false | yes",
                "v3-Confidentiality | U | - | false | yes",
                "v3-Confidentiality | L | - | false | yes",
                "v3-Confidentiality | M | - | false | yes",
                "v3-ActReason | HTEST | - | - | yes",
            })
    void onlyALabelThatSaysSoMakesSubstanceUseRecordsAndOneThatIsNotUnderstoodRestricts(
            String system, String code, Boolean substanceUse, Boolean restricted, String understood) throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/meta", "{\"security\": [" + label(system, code) + "]}");

        ToldPatient told = reader.read(ConsentJson.text(patient), Origin.API);

        assertThat(told.details().substanceUse()).isEqualTo(Optional.ofNullable(substanceUse));
        assertThat(told.details().restricted()).isEqualTo(Optional.ofNullable(restricted));
        assertThat(told.remarks())
                .extracting(Remark::element)
                .isEqualTo(understood.equals("yes") ? List.of() : List.of("Patient.meta.security[0]"));
        // A flag beside it does not take a label away.
        ConsentJson.set(
                patient,
                "/extension",
                "[{\"url\": \"https://sealpost.org/fhir/StructureDefinition/substance-use-record\", \"valueBoolean\": false}]");
        assertThat(read(ConsentJson.text(patient)).substanceUse())
                .contains(Optional.ofNullable(substanceUse).orElse(false));
        assertThat(read(ConsentJson.text(patient)).restricted()).isEqualTo(Optional.ofNullable(restricted));
    }

    @Test
    void eachLabelCountsAndTheOrdinaryOneBesideItDoesNot() throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(
                patient,
                "/meta",
                "{\"security\": [" + label("v3-Confidentiality", "N") + ", " + label("v3-ActCode", "ETH") + ", "
                        + label("v3-ActCode", "PSY") + "]}");

        ToldPatient told = reader.read(ConsentJson.text(patient), Origin.API);

        assertThat(told.details().substanceUse()).contains(true);
        assertThat(told.details().restricted()).contains(true);
        assertThat(told.remarks()).extracting(Remark::element).containsExactly("Patient.meta.security[2]");
        assertThat(told.remarks().getFirst().sentence()).doesNotContain("PSY");
    }

    private static String label(String system, String code) {
        return "{\"system\": \"http://terminology.hl7.org/CodeSystem/" + system + "\""
                + Optional.ofNullable(code)
                        .map(one -> ", \"code\": \"" + one + "\"")
                        .orElse("") + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // what stands in the place of the mobile number, and what is taken
                "call me | +1 555 555 0141 | Patient.telecom[3].value",
                "ask the daughter: 555 | +1 555 555 0141 | Patient.telecom[3].value",
                "....... | +1 555 555 0141 | Patient.telecom[3].value",
                "+1 555 555 0142 | +1 555 555 0142 | -",
            })
    void whatIsNoTelephoneNumberIsLeftOutAndTheRestIsTaken(String written, String taken, String remarked)
            throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/telecom/3/value", "\"" + written + "\"");

        ToldPatient told = reader.read(ConsentJson.text(patient), Origin.API);

        assertThat(told.details().phone()).contains(taken);
        assertThat(addresses(told.details()))
                .isEqualTo("robin@patients.example self, guardian@patients.example guardian");
        assertThat(told.remarks())
                .extracting(Remark::element)
                .isEqualTo(Optional.ofNullable(remarked).stream().toList());
        assertThat(told.remarks()).noneMatch(remark -> remark.sentence().contains(written));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/telecom/1 | {\"system\": \"email\", \"value\": \"n/a\"} | Patient.telecom[1].value",
                "/telecom/1 | {\"system\": \"email\", \"value\": \"none@\"} | Patient.telecom[1].value",
                "/contact/0/telecom/- | {\"system\": \"email\", \"value\": \"unknown\"} | Patient.contact[0].telecom[1].value",
                "/communication/1/language/coding/0/code | \"en_US\" | Patient.communication.language",
                "/birthDate | \"2126-01-01\" | Patient.birthDate",
            })
    void whatCannotBeReadAndMattersLessIsLeftOutAndTheRestIsTaken(String pointer, String json, String element)
            throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, pointer, json);

        ToldPatient told = reader.read(ConsentJson.text(patient), Origin.API);

        assertThat(addresses(told.details()))
                .isEqualTo("robin@patients.example self, guardian@patients.example guardian");
        assertThat(told.remarks()).extracting(Remark::element).containsExactly(element);
        assertThat(told.remarks()).noneMatch(remark -> remark.sentence().contains(json.replace("\"", "")));
        assertThat(told.details().language()).isEqualTo(element.endsWith(".language") ? "en" : "es");
        assertThat(told.details().birthDate().isPresent()).isNotEqualTo(element.endsWith(".birthDate"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the names, in the order in which they stand there, and what is taken
                "nickname - Bob, usual Roe Robert | Robert Roe",
                "usual Roe Bob, official Roe Robert | Robert Roe",
                "anonymous Doe John, - Roe Robert | Robert Roe",
                "- Roe Robert, usual Roe Bob | Bob Roe",
                "official - Robert, usual Roe Bob | Bob Roe",
                "temp Doe John | John Doe",
                "official/2020 Before Robert, usual Roe Robert | Robert Roe",
                "official/2020 Roe Robert | Robert Roe",
                "maiden Before Robin, nickname - Bob | Patient.name.family",
                "old Before Robin | Patient.name",
            })
    void aNameThatIsBorneNowAndIsWholeIsTaken(String names, String expected) throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/name", "[]");
        for (String name : names.split(", ")) {
            String[] words = name.split(" ");
            ConsentJson.set(patient, "/name/-", name(words[0], words[1], words[2]));
        }
        String read;
        try {
            PatientDetails told = read(ConsentJson.text(patient));
            read = told.givenName() + " " + told.familyName();
        } catch (ResourceRefused refused) {
            read = refused.element();
        }
        assertThat(read).isEqualTo(expected);
    }

    /** A dash stands for what is not there, and a year behind the use for that in which it ended. */
    private static String name(String use, String family, String given) {
        ObjectNode name = ConsentJson.JSON.createObjectNode();
        if (!use.equals("-")) {
            name.put("use", use.split("/")[0]);
        }
        if (use.contains("/")) {
            name.putObject("period").put("end", use.split("/")[1]);
        }
        if (!family.equals("-")) {
            name.put("family", family);
        }
        name.putArray("given").add(given);
        return name.toString();
    }

    /** Values that repeat, and what is said of each, stand beside each other (FHIR R4, section 2.6.2.3). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"Robin\", \"J.\"] | [null, EXTENSION] | Robin J.",
                "[\"Robin\", \"J.\"] | [EXTENSION, null] | Robin J.",
                "[\"Robin\", null] | [null, EXTENSION] | Robin",
                "[null, \"Robin\"] | [EXTENSION, EXTENSION] | Robin",
                // What says nothing at all is still none.
                "[\"Robin\", null] | [EXTENSION, null] | Patient.name[1].given[1]",
                "[\"Robin\", null] | [EXTENSION] | Patient.name[1].given[1]",
                "[\"Robin\"] | [null] | Robin",
                "[\"Robin\", \"\"] | [null, EXTENSION] | Patient.name[1].given[1]",
                "[{\"x\": 1}, null] | [null, EXTENSION] | Patient.name[1].given[1]",
            })
    void aNullThatKeepsAPlaceIsNothing(String given, String beside, String expected) {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/name/1/given", given);
        ConsentJson.set(
                patient,
                "/name/1/_given",
                beside.replace("EXTENSION", "{\"extension\": [{\"url\": \"urn:x\", \"valueCode\": \"BR\"}]}"));
        String read;
        try {
            read = read(ConsentJson.text(patient)).givenName();
        } catch (ResourceRefused refused) {
            read = refused.element();
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aTelephoneThatIsUsedNoMoreIsNotRemarkedUpon() throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/telecom/2", "{\"system\": \"phone\", \"value\": \"none\", \"use\": \"old\"}");

        assertThat(reader.read(ConsentJson.text(patient), Origin.API).remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "/identifier | - | Patient.identifier",
                "/identifier/- | {\"system\": \"urn:other\", \"value\": \"9\"} | Patient.identifier",
                "/name | - | Patient.name",
                "/name/1/family | - | Patient.name.family",
                "/name/1/given | - | Patient.name.given",
                "/telecom | [{\"system\": \"phone\", \"value\": \"+1 555 555 0142\"}] | taken",
                "/telecom/0/value | \"no address\" | taken",
                "/telecom/3/value | \"call me\" | taken",
                "/birthDate | \"2126-01-01\" | taken",
                "/birthDate | \"1968\" | taken",
                "/communication/1/language/coding/0/code | \"e\" | taken",
                "/active | false | Patient.active",
                "/link | [{\"other\": {\"reference\": \"Patient/2\"}, \"type\": \"replaced-by\"}] | Patient.link",
                "/link | [{\"other\": {\"reference\": \"Patient/2\"}, \"type\": \"seealso\"}] | taken",
                "/modifierExtension | [{\"url\": \"urn:x\", \"valueCode\": \"y\"}] | Patient.modifierExtension",
                "/contact/0/modifierExtension | [{\"url\": \"urn:x\", \"valueCode\": \"y\"}] | Patient.contact[0].modifierExtension",
                "/gender | \"unheard-of\" | Patient.descendants().gender",
                "/meta | {\"tag\": [{\"code\": \"SUBSETTED\"}]} | Patient.meta.tag",
                "/identifier/0 | {\"system\": \"urn:mrn\", \"_value\": MASKED} | Patient.identifier",
                "/identifier/0/_value | MASKED | Patient.identifier",
                "/identifier/0/_system | MASKED | Patient.identifier",
                "/identifier/0/extension | [{\"url\": \"urn:x\", \"valueCode\": \"y\"}] | Patient.identifier",
                "/identifier/- | {\"system\": \"urn:other\", \"_value\": MASKED} | Patient.identifier",
                "/identifier/0/period | {\"end\": \"2020-01-01\"} | Patient.identifier",
                "/name/1 | {\"family\": \"Sample\", \"_given\": [MASKED]} | Patient",
                "/name/1 | {\"_family\": MASKED, \"given\": [\"Robin\"]} | Patient.name.family",
                "/_birthDate | MASKED | taken",
                "/birthDate | - | taken",
                "/communication/1/_preferred | MASKED | taken",
                "/extension/- | {\"url\": \"https://sealpost.org/fhir/StructureDefinition/substance-use-record\", \"_valueBoolean\": MASKED} | Patient.extension",
                "/telecom/0 | {\"system\": \"email\", \"_value\": MASKED} | Patient.telecom[0].value",
                "/telecom/3 | {\"system\": \"phone\", \"_value\": MASKED, \"use\": \"mobile\"} | taken",
            })
    void refusesWhatIsWrongAndNamesTheElement(String pointer, String json, String element) {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, pointer, Optional.ofNullable(json).orElse("").replace("MASKED", MASKED));
        String outcome;
        try {
            read(ConsentJson.text(patient));
            outcome = "taken";
        } catch (ResourceRefused refused) {
            outcome = refused.element();
        }
        assertThat(outcome).isEqualTo(element);
    }

    @Test
    void readsAPatientWhoseBirthDateAndPreferenceAreMasked() throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/birthDate", "");
        ConsentJson.set(patient, "/_birthDate", MASKED);
        ConsentJson.set(patient, "/communication/1/preferred", "");
        ConsentJson.set(patient, "/communication/1/_preferred", MASKED);

        PatientDetails read = read(ConsentJson.text(patient));

        assertThat(read.birthDate()).isEmpty();
        assertThat(read.language()).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/telecom/0/period | {\"end\": \"2020-12-31\"} | guardian@patients.example guardian",
                "/telecom/0/period | {\"end\": \"2020\"} | guardian@patients.example guardian",
                "/telecom/0/period | {\"start\": \"2140-01-01\"} | guardian@patients.example guardian",
                "/telecom/0/period | {\"_end\": MASKED} | guardian@patients.example guardian",
                "/telecom/0/period | {\"start\": \"2020-01\", \"end\": \"2140\"} | both",
                "/telecom/0/period | {\"start\": \"2020-01-01T08:00:00Z\"} | both",
                "/contact/0/period | {\"end\": \"2020-12-31\"} | robin@patients.example self",
                "/contact/0/telecom/0/period | {\"start\": \"2140\"} | robin@patients.example self",
                "/contact/0/period | {\"start\": \"2020\"} | both",
            })
    void anAddressCountsWithinItsPeriodOnly(String pointer, String json, String expected) throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, pointer, json.replace("MASKED", MASKED));

        assertThat(addresses(read(ConsentJson.text(patient))))
                .isEqualTo(expected.replace("both", "robin@patients.example self, guardian@patients.example guardian"));
    }

    @Test
    void theCodeIsNotSentToATelephoneThatIsNoLongerInUse() throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/telecom/3/period", "{\"end\": \"2020-12-31\"}");

        assertThat(read(ConsentJson.text(patient)).phone()).contains("+1 555 555 0141");
    }

    @Test
    void anIdentifierCountsWithinItsPeriodOnly() throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/identifier/0/period", "{\"end\": \"2020-12-31\"}");
        ConsentJson.set(patient, "/identifier/-", "{\"system\": \"urn:mrn\", \"value\": \"P-2\"}");

        assertThat(read(ConsentJson.text(patient)).patientId()).isEqualTo(new PatientId("P-2"));
    }

    @Test
    void tellsWhichAddressesAreUsedNoMore() throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/telecom/0/period", "{\"end\": \"2020-12-31\"}");
        ConsentJson.set(patient, "/contact/0", "");

        ToldPatient told = reader.read(ConsentJson.text(patient), Origin.SERVER);

        assertThat(told.details().addresses()).isEmpty();
        assertThat(told.addresses().left().stream().map(Mailbox::address))
                .containsExactlyInAnyOrder("robin@patients.example", "old@patients.example");
    }

    @Test
    void theFirstPatientSettlesTheSystemAndAnothersIdentifierIsNoPatientIdFromThenOn() throws Exception {
        ResourceText text = ConsentJson.text(ConsentJson.node(VALID));
        PatientIdSystem settled = new PatientIdSystem(Optional.empty(), Optional.of("urn:mrn"));
        PatientIdSystem others = new PatientIdSystem(Optional.empty(), Optional.of("urn:other"));

        assertThat(reader.read(text, Origin.API).settles()).contains("urn:mrn");
        assertThat(new PatientReader(settled).read(text, Origin.API).settles()).isEmpty();
        assertThatThrownBy(() -> new PatientReader(others).read(text, Origin.API))
                .isInstanceOf(ResourceRefused.class)
                .hasMessageContaining("sealpost.fhir.patient-system");
        ObjectNode both = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(both, "/identifier/-", "{\"system\": \"urn:other\", \"value\": \"9\"}");
        assertThat(new PatientReader(others)
                        .read(ConsentJson.text(both), Origin.API)
                        .details()
                        .patientId())
                .isEqualTo(new PatientId("9"));
    }

    @Test
    void takesTheIdentifierOfTheNamedSystemOrTheMedicalRecordNumber() throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(patient, "/identifier/-", """
                {"system": "urn:other", "value": "9", "type": {"coding": [
                  {"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}}""");
        ResourceText text = ConsentJson.text(patient);

        assertThat(read(text).patientId()).isEqualTo(new PatientId("9"));
        assertThat(new PatientReader(new PatientIdSystem("urn:mrn"))
                        .read(text, Origin.API)
                        .details()
                        .patientId())
                .isEqualTo(new PatientId("P-1"));
    }

    @Test
    void readsWhatItWrote() throws Exception {
        ObjectNode json = (ObjectNode) ConsentJson.node(VALID);
        ConsentJson.set(json, "/extension/-", "{\"url\": \"" + FhirNames.SUBSTANCE_USE + "\", \"valueBoolean\": true}");
        ConsentJson.set(json, "/meta", "{\"security\": [" + label("v3-ActCode", "PSY") + "]}");
        ConsentJson.set(
                json,
                "/telecom/0/extension",
                "[{\"url\": \"" + FhirNames.SHARED_MAILBOX + "\", \"valueBoolean\": true}]");
        PatientDetails patient = read(ConsentJson.text(json));

        String written = FhirJson.write(new PatientWriter(ConsentJson.UNSETTLED)
                .write(new RecordedPatient(UUID.randomUUID(), patient, Instant.EPOCH)));
        PatientDetails again = read(ConsentJson.text(ConsentJson.node(written)));

        assertThat(again.substanceUse()).contains(true);
        assertThat(again.restricted()).contains(true);
        assertThat(again.addresses().getFirst().shared()).isTrue();
        assertThat(addresses(again)).isEqualTo(addresses(patient));
        assertThat(again.givenName()).isEqualTo(patient.givenName());
        assertThat(again.birthDate()).isEqualTo(patient.birthDate());
        assertThat(again.phone()).isEqualTo(patient.phone());
        assertThat(again.language()).isEqualTo(patient.language());
    }

    private PatientDetails read(ResourceText text) throws ResourceRefused {
        return reader.read(text, Origin.API).details();
    }

    private static String addresses(PatientDetails patient) {
        return patient.addresses().stream()
                .map(address -> address.mailbox().address() + " "
                        + address.relationship().key())
                .collect(Collectors.joining(", "));
    }
}
