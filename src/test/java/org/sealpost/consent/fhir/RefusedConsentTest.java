package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.consent.SourceId;

/** What is told of a Consent that was refused, in whatever form it came. */
class RefusedConsentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'resourceType':'Consent','patient':{'identifier':{'value':'P-1'}}}",
                "{'resourceType':'Consent','subject':{'identifier':{'value':' P-1 '}}}",
                "{'resourceType':'Consent','patient':[{'identifier':[{'system':'urn:other','value':'P-1'}]}]}",
                "{'resourceType':'Consent','patient':{'reference':'#a'},"
                        + "'contained':[{'resourceType':'Patient','identifier':[{'value':'P-1'}]}]}",
                "{'resourceType':'Consent','note':null,'language':'','patient':{'identifier':{'value':'P-1'}}}",
                "{'resourceType':'Consent','status':'active','status':'active','patient':{'identifier':{'value':'P-1'}},}",
                "{'resourceType':'Consent','patient':{'identifier':{'value':'P-1'}}} and more",
                "{'patient':{'identifier':{'value':'P-1'}}}",
                "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'Consent',"
                        + "'patient':{'identifier':{'value':'P-1'}}}}]}"
            })
    void tellsThePatientsIdentifier(String json) {
        assertThat(read(json).getFirst().identifiers())
                .extracting(RefusedConsent.Named::value)
                .containsExactly("P-1");
    }

    @ParameterizedTest
    @CsvSource({
        "Patient/p1, p1",
        "https://records.example/fhir/Patient/p1, p1",
        "Patient/p1/_history/2, p1",
        "urn:uuid:0190f3c2-0000-7000-8000-000000000001, 0190f3c2-0000-7000-8000-000000000001",
        "Practitioner/p1, ''",
        "NoPatient/p1, ''"
    })
    void tellsTheIdWithinAReference(String reference, String id) {
        assertThat(RefusedConsent.idWithin(reference).orElse("")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "null", "{'resourceType':'Patient'}", "{'resourceType':'Bundle'}"})
    void whatIsNoConsentTellsOfNone(String json) {
        assertThat(read(json)).isEmpty();
    }

    @Test
    void isGivenWhenItSaysAndWhatTakesBackIsToldNow() {
        String dated = "{'resourceType':'Consent','status':'%s','dateTime':'2026-02-01',"
                + "'meta':{'lastUpdated':'2026-03-01T00:00:00Z'}}";
        assertThat(read(dated.formatted("active")).getFirst().givenAt())
                .contains(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(read(dated.formatted("inactive")).getFirst().givenAt()).isEmpty();
        assertThat(read(dated.formatted("active").replace("2026-02-01", "2026"))
                        .getFirst()
                        .givenAt())
                .contains(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void hasTheIdOfItsSourceOrElseOneThatIsTheSameForTheSame() {
        List<RefusedConsent> some = List.of(
                read("{'resourceType':'Consent','id':'c1','identifier':[{'value':'7'},{'system':'urn:x','value':'8'}]}")
                        .getFirst(),
                read("{'resourceType':'Consent','id':'a b'}").getFirst(),
                read("{'resourceType':'Consent', 'id':'a b'}").getFirst());
        assertThat(some.get(0).sources(SourceId.Origin.API))
                .extracting(SourceId::key)
                .containsExactly("|7", "urn:x|8");
        assertThat(some.get(0).sources(SourceId.Origin.TOPIC))
                .extracting(SourceId::key)
                .containsExactly("Consent/c1");
        assertThat(some.get(1).sources(SourceId.Origin.TOPIC))
                .isEqualTo(some.get(2).sources(SourceId.Origin.TOPIC));
        assertThat(some.get(1).sources(SourceId.Origin.TOPIC).getFirst().key()).startsWith("unnamed/");
    }

    private static List<RefusedConsent> read(String json) {
        return RefusedConsent.in(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
