package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.SSN;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.latin;
import static org.sealpost.inspect.AttachmentTest.reasons;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PdfRevisionsTest {

    private static final String GREETING = PdfSource.stream("", PdfSource.GREETING);

    @Test
    void whatALaterSavingReplacedIsStillFound() {
        byte[] file = new PdfSource().content(PdfSource.shown("(" + SSN + ")")).octets();
        Findings findings = read(PdfSource.updated(file, 4, GREETING));
        assertThat(findings.identifiers()).containsExactly(new Identifier(PhiKind.SSN, "123456789"));
        assertThat(findings.uninspectable()).isEmpty();
    }

    @Test
    void eachOfSeveralSavingsIsRead() {
        byte[] file = new PdfSource().octets();
        byte[] second = PdfSource.updated(file, 4, PdfSource.stream("", PdfSource.shown("(" + SSN + ")")));
        Findings findings = read(PdfSource.updated(second, 4, GREETING));
        assertThat(findings.counts()).containsOnlyKeys(PhiKind.SSN);
        assertThat(findings.uninspectable()).isEmpty();
    }

    @Test
    void aPageWithoutTextInAnEarlierSavingCounts() {
        byte[] file = new PdfSource().content("0 0 9 9 re f").octets();
        assertThat(reasons(read(PdfSource.updated(file, 4, GREETING)))).containsExactly(UninspectableReason.NO_TEXT);
    }

    @Test
    void moreSavingsThanAreReadAreUninspectable() {
        byte[] file = new PdfSource().octets();
        for (int i = 0; i < 20; i++) {
            file = PdfSource.updated(file, 4, GREETING);
        }
        assertThat(reasons(read(file))).containsExactly(UninspectableReason.TOO_LARGE);
    }

    @Test
    void theFirstPartOfAFileForTheWebIsNoState() {
        String file = new String(new PdfSource().octets(), StandardCharsets.ISO_8859_1);
        String forTheWeb = file.replace("%PDF-1.7\n", "%PDF-1.7\nstartxref\n0\n%%EOF\n");
        assertThat(PdfRevisions.earlier(latin(forTheWeb), 9)).isEmpty();
        assertThat(PdfRevisions.earlier(latin(file), 9)).isEmpty();
    }

    private static Findings read(byte[] octets) {
        return inspect("a.pdf", "application/pdf", octets);
    }
}
