package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListRecordsTest {

    /** Lines are parted by a bar; a row is told by its line, its cells, and a mark where a quotation mark is open. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            1,2,3|4,5,6                 ; 2:1,2,3 3:4,5,6
            1,"2|2",3|4,5,6             ; 2:1,2/2,3 4:4,5,6
            |1,2,3||4,5,6               ; 3:1,2,3 5:4,5,6
            1,"2,3|4,5,6|7,8,9          ; 2:1,2,3! 3:4,5,6 4:7,8,9
            1,"2,3|4,5,"6"|7,8,9        ; 2:1,2,3! 3:4,5,6 4:7,8,9
            1,2,"3|4,5|7,8,9            ; 2:1,2,3! 3:4,5 4:7,8,9
            1,2,"3|"|7,8,9              ; 2:1,2,3/ 4:7,8,9
            1,"2|2"|7,8,9               ; 2:1,2! 3:2" 4:7,8,9
            1,2 "two",3|4,5,6           ; 2:1,2 "two",3 3:4,5,6
            1,2,"3                      ; 2:1,2,3!
            1,"2,3|4,"5,6|7,8,9         ; 2:1,2,3! 3:4,5,6! 4:7,8,9
            1,"2|a ""two"" b",3|4,5,6   ; 2:1,2/a "two" b,3 4:4,5,6
            """)
    void aQuotationMarkThatIsNotClosedEndsWithItsLine(String lines, String rows) throws IOException {
        assertThat(String.join(" ", read("a,b,c|" + lines))).isEqualTo(rows);
    }

    /** However many lines are wrong, each is read a bounded number of times. */
    @Test
    void aListFullOfOpenQuotationMarksIsReadToItsEnd() throws IOException {
        assertThat(read("a,b,c|" + "1,\"2,3|x|".repeat(20_000))).hasSize(40_000);
    }

    @Test
    void aHeaderWithAnOpenQuotationMarkIsRefused() {
        assertThatThrownBy(() -> read("a,\"b,c|1,2,3")).isInstanceOf(CSVException.class);
    }

    private static List<String> read(String text) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ListRecords records = new ListRecords(new StringReader(text.replace('|', '\n')))) {
            for (Optional<ListRecords.Row> next = records.next(); next.isPresent(); next = records.next()) {
                ListRecords.Row row = next.get();
                rows.add(row.line() + ":"
                        + String.join(",", row.cells().toList()).replace('\n', '/') + (row.open() ? "!" : ""));
            }
        }
        return rows;
    }
}
