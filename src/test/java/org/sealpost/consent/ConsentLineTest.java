package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.consent.ConsentLine.WrongLine;
import org.sealpost.mail.PracticeId;

class ConsentLineTest {

    @Test
    void whatPeopleWroteOnSeveralLinesIsReadOnOne() throws WrongLine {
        ConsentBasis basis = parse(Map.of("evidence", "form 8,\r\nsigned\non paper\n", "recorded_by", "Ada\rMoss"))
                .consent()
                .orElseThrow()
                .basis();

        assertThat(basis.evidence()).contains("form 8, signed on paper");
        assertThat(basis.recordedBy()).contains("Ada Moss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"given_name", "email", "patient_id"})
    void aLineBreakIsNoPartOfWhatIsNoProse(String column) {
        assertThatThrownBy(() -> parse(Map.of(column, "a\nb")))
                .hasMessage(column + " is too long or has control characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"form\u0000 8", "form\t8"})
    void anotherControlCharacterRefusesTheConsentAndNotThePatient(String evidence) throws WrongLine {
        ConsentLine line = parse(Map.of("evidence", evidence));

        assertThat(line.consent()).isEmpty();
        assertThat(line.fault()).contains("evidence is too long or has control characters.");
    }

    private static ConsentLine parse(Map<String, String> cells) throws WrongLine {
        Map<String, String> line = new HashMap<>(Map.of(
                "patient_id", "P-1",
                "given_name", "Robin",
                "family_name", "Sample",
                "email", "robin@patient.example",
                "channels", "portal",
                "purposes", "treatment",
                "recorded_at", "2026-01-31"));
        line.putAll(cells);
        return ConsentLine.parse(name -> line.getOrDefault(name, ""), PracticeId.DEFAULT);
    }
}
