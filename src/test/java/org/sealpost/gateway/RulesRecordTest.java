package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which text of the rules file is news to a start. */
class RulesRecordTest {

    private static final Instant FIRST = Instant.parse("2026-11-23T11:00:00Z");

    /** Versions are made each hour from 11:00 on, each a letter for its text and who made it. */
    @ParameterizedTest(name = "{0} on record, {1} of {2}: {3}")
    @CsvSource({
        "'',                   A, 1980-01-01T00:00:00Z, true",
        "A file,               A, 2026-11-24T00:00:00Z, false",
        // Of an image or an archive.
        "A file,               B, 1980-01-01T00:00:00Z, true",
        "A file,               B, 2026-11-23T10:30:00Z, true",
        "A file; P person,     B, 1980-01-01T00:00:00Z, true",
        // What a person put stays until the file holds something else.
        "A file; P person,     A, 1980-01-01T00:00:00Z, false",
        "A file; P person,     A, 2026-11-24T00:00:00Z, false",
        "A file; P person,     P, 2026-11-24T00:00:00Z, false",
        // What the file held before: left behind, or back.
        "A file; B file,           A, 2026-11-23T10:30:00Z, false",
        "A file; B file,           A, 2026-11-24T00:00:00Z, true",
        "A file; B file; A person, B, 2026-11-24T00:00:00Z, false",
        // The file never was in force.
        "P person,             A, 2026-11-23T10:30:00Z, false",
        "P person,             A, 2026-11-24T00:00:00Z, true",
    })
    void whatIsNews(String versions, String text, Instant modified, boolean news) {
        assertThat(new RulesRecord(record(versions)).isNews(text, modified)).isEqualTo(news);
    }

    private static List<RulesVersion> record(String versions) {
        List<RulesVersion> newestFirst = new ArrayList<>();
        for (String version : versions.isEmpty() ? new String[0] : versions.split("; ")) {
            String[] words = version.split(" ");
            int number = newestFirst.size() + 1;
            newestFirst.addFirst(new RulesVersion(
                    number,
                    words[0],
                    FIRST.plusSeconds((number - 1) * 3600L),
                    words[1].equals("file") ? "rules-file@gw1.example" : "ada",
                    Optional.empty(),
                    Optional.empty()));
        }
        return newestFirst;
    }
}
