package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "report.pdf | report.pdf",
                "../../etc/passwd | passwd",
                "C:\\Users\\ada\\report.pdf | report.pdf",
                "..\\..\\x | x",
                ".bashrc | bashrc",
                "report.pdf. | report.pdf",
                "a\"b;c.txt | a_b_c.txt",
                "'' | attachment-1",
                ".. | attachment-1",
                "/ | attachment-1",
                "résumé.pdf | résumé.pdf",
            })
    void isSafeToSaveUnder(String sent, String safe) {
        assertThat(DownloadName.of(sent, "attachment-1").value()).isEqualTo(safe);
    }

    @Test
    void losesLineEndsNulAndDirectionOverrides() {
        assertThat(DownloadName.of("a\r\nSet-Cookie: x\u0000\u202Efdp.exe", "x").value())
                .isEqualTo("aSet-Cookie_ xfdp.exe");
    }

    @Test
    void keepsItsEndWhenItIsTooLong() {
        assertThat(DownloadName.of("x".repeat(500) + ".pdf", "x").value())
                .hasSize(120)
                .endsWith(".pdf");
    }

    @Test
    void standsInTheHeaderInBothForms() {
        assertThat(DownloadName.of("Ergebnis für Robin.pdf", "x").contentDisposition())
                .isEqualTo("attachment; filename=\"Ergebnis f_r Robin.pdf\";"
                        + " filename*=UTF-8''Ergebnis%20f%C3%BCr%20Robin.pdf");
    }
}
