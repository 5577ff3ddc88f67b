package org.sealpost.admin;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.testing.TestServices;

/** Patients and their consents through the API, on the running program. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PatientsApiTest {

    private static final String HEADER_LINE =
            "patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at\n";

    private static final String ANNA =
            "P-1001,Anna,Sample,1968-04-27,anna@patients.example,tls;portal,treatment,2026-01-02\n";

    @Inject
    ApiCalls api;

    @Test
    void importsPatientsOnceAndRefusesWrongLinesByNumber() {
        String csv = HEADER_LINE + ANNA + "P-1002,Bo,Sample,,no address,tls,treatment,2026-01-02\n";
        api.call()
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/patients:import")
                .then()
                .statusCode(200)
                .body("imported", equalTo(1))
                .body("refused.line", contains(3))
                .body("refused[0].reason", not(containsString("no address@")));
        api.call()
                .contentType("text/csv")
                .body(HEADER_LINE + ANNA)
                .post("/api/v1/patients:import")
                .then()
                .body("imported", equalTo(0))
                .body("unchanged", equalTo(1));
    }

    @Test
    void refusesAListThatIsNone() {
        api.call()
                .contentType("text/csv")
                .body("a,b\n1,2\n")
                .post("/api/v1/patients:import")
                .then()
                .statusCode(400)
                .contentType(ApiCalls.PROBLEM)
                .body("detail", startsWith("The header line lacks"));
        api.call()
                .contentType("text/csv")
                .body(new byte[] {(byte) 0xff, (byte) 0xfe})
                .post("/api/v1/patients:import")
                .then()
                .statusCode(400)
                .body("detail", containsString("UTF-8"));
        api.call()
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/patients:import")
                .then()
                .statusCode(415)
                .contentType(ApiCalls.PROBLEM);
        api.call()
                .contentType("text/csv")
                .body(new byte[20 * 1024 * 1024 + 1])
                .post("/api/v1/patients:import")
                .then()
                .statusCode(413)
                .contentType(ApiCalls.PROBLEM);
    }

    @Test
    void recordsAConsentAndRevokesItOnce() {
        importAnna();
        String consent = api.call()
                .contentType("application/json")
                .body("{\"channels\": [\"smime\"], \"purposes\": [\"all\"], \"recordedAt\": \"2026-02-01T08:00:00Z\"}")
                .post("/api/v1/patients/P-1001/consents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        api.json(ApiCalls.REASON)
                .post("/api/v1/consents/" + consent + ":revoke")
                .then()
                .statusCode(204);
        api.json(ApiCalls.REASON)
                .post("/api/v1/consents/" + consent + ":revoke")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "P-1001|{\"channels\": [\"fax\"], \"purposes\": [\"all\"]}|400|The field channels has a word",
                "P-1001|{\"channels\": [\"unencrypted\"], \"purposes\": [\"all\"]}|400|The channel unencrypted needs",
                "P-1001|{\"channels\": [\"none\", \"tls\"], \"purposes\": [\"all\"]}|400|The channel none stands alone",
                "P-1001|{\"channel\": [\"tls\"]}|400|The request cannot be read",
                "P-1001|{\"channels\": |400|The request cannot be read",
                "P-1001|{}|400|A consent has at least",
                "P-1001|{\"channels\": [\"tls\"], \"purposes\": [\"all\"], \"onlyAt\": [\"a@b.example\"]}|400|Addresses at which",
                "P-1001|{\"kind\": \"request\", \"channels\": [\"none\"], \"purposes\": [\"all\"], \"onlyAt\": [\"a@b.example\"]}"
                        + "|400|Addresses at which",
                "P-1001|{\"kind\": \"request\", \"channels\": [\"tls\"], \"purposes\": [\"all\"], \"onlyAt\": [\"here\"]}"
                        + "|400|The field onlyAt has an address that is none",
                "P-1001|{\"kind\": \"request\", \"channels\": [\"tls\"], \"purposes\": [\"all\"], \"onlyAt\": [null]}"
                        + "|400|The field onlyAt has an entry that is null: leave it out.",
                "P-1001|{\"channels\": [\"tls\", null], \"purposes\": [\"all\"]}|400|The field channels has an entry that is null",
                "P-1001|{\"channels\": [\"tls\"], \"purposes\": [\"all\"], \"evidence\": \"form\\u0000 7\"}"
                        + "|400|The evidence, the warning or who took it down has a line break",
                "P-1001|{\"channels\": [\"tls\"], \"purposes\": [\"all\"], \"recordedBy\": \"ada\\u0007\"}"
                        + "|400|The evidence, the warning or who took it down has a line break",
                "P-1001|{\"channels\": [\"tls\"], \"purposes\": [\"all\"], \"warning\": {\"version\": \"1\\u0000\"}}"
                        + "|400|The evidence, the warning or who took it down has a line break",
                "P-1001|{\"channels\": [\"tls\"], \"purposes\": [\"all\"], \"recordedAt\": \"2126-01-01T08:00:00Z\"}"
                        + "|400|A consent cannot have been recorded in the future",
                "P-9999|{\"channels\": [\"tls\"], \"purposes\": [\"all\"]}|404|The practice has no patient"
            })
    void refusesAConsentThatCannotBe(String patient, String body, int status, String detail) {
        importAnna();
        api.json(body)
                .post("/api/v1/patients/" + patient + "/consents")
                .then()
                .statusCode(status)
                .contentType(ApiCalls.PROBLEM)
                .body("detail", startsWith(detail));
    }

    @Test
    void takesAConsentByAClockThatIsALittleAhead() {
        importAnna();
        api.json("{\"channels\": [\"portal\"], \"purposes\": [\"all\"], \"recordedAt\": \""
                        + Instant.now().plusSeconds(120) + "\"}")
                .post("/api/v1/patients/P-1001/consents")
                .then()
                .statusCode(201);
    }

    @Test
    void recordsAtWhichAddressAloneAPatientWantsMail() {
        importAnna();
        String request = "{\"kind\": \"request\", \"channels\": [\"tls\"], \"purposes\": [\"all\"], \"onlyAt\": [%s]}";

        api.json(request.formatted("\"Work@patients.example\""))
                .post("/api/v1/patients/P-1001/consents")
                .then()
                .statusCode(201);

        api.call()
                .get("/api/v1/patients/P-1001/consents")
                .then()
                .body("[0].kind", equalTo("request"))
                .body("[0].onlyAt", contains("work@patients.example"))
                .body("[1].onlyAt", empty());
    }

    private void importAnna() {
        api.call()
                .contentType("text/csv")
                .body(HEADER_LINE + ANNA)
                .post("/api/v1/patients:import")
                .then()
                .statusCode(200)
                .body("imported", equalTo(1));
    }
}
