package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.SSN;
import static org.sealpost.inspect.AttachmentTest.inspect;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What office documents say elsewhere than in their text. */
class OfficeMarkupTest {

    private record Case(String what, byte[] document) {}

    @TestFactory
    Stream<DynamicTest> isFound() {
        return Stream.of(
                        word("<w:p><w:drawing><wp:docPr id='1' name='Picture 1' descr='" + SSN
                                + "'/></w:drawing></w:p>"),
                        word("<w:pict><v:shape alt='" + SSN + "'/></w:pict>"),
                        word("<w:pict><v:textpath string=\"" + SSN + "\"/></w:pict>"),
                        word("<w:p><w:r><w:instrText> ASK x \"SSN 123-</w:instrText></w:r><w:r><w:rPr/>"
                                + "<w:instrText>45-6789\"</w:instrText></w:r></w:p>"),
                        word("<w:fldSimple w:instr=' ASK x \"" + SSN + "\"'/>"),
                        word("<w:ffData><w:textInput><w:default w:val='" + SSN + "'/></w:textInput></w:ffData>"),
                        word("<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='x' w:value='" + SSN
                                + "'/></w:dropDownList></w:sdtPr></w:sdt>"),
                        word("<w:sdt><w:sdtPr><w:alias w:val='" + SSN + "'/></w:sdtPr></w:sdt>"),
                        word("<w:p><w:ins w:author='" + SSN + "'><w:r><w:t>x</w:t></w:r></w:ins></w:p>"),
                        word("<w:p><w:r>" + symbols(SSN) + "</w:r></w:p>"),
                        word(
                                "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r>"
                                        + "<w:t>SSN 123-4</w:t></w:r><w:r><w:t>5-6789</w:t></w:r></w:p></w:txbxContent></w:drawing>"
                                        + "</mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>"),
                        part(
                                Documents.pptx("x"),
                                "ppt/slides/slide2.xml",
                                "<p:sld><mc:AlternateContent><mc:Choice Requires='a14'><p:sp><p:txBody><a:p><a:r><a:t>"
                                        + SSN
                                        + "</a:t></a:r></a:p></p:txBody></p:sp></mc:Choice></mc:AlternateContent></p:sld>"),
                        part(
                                Documents.docx("x"),
                                "word/afchunk.xml",
                                "<?xml version='1.0'?><?mso-application progid='Word.Document'?><pkg:package><pkg:part>"
                                        + "<pkg:xmlData><w:document><w:body><w:p><w:r><w:t>SSN 123-4</w:t></w:r><w:r><w:t>"
                                        + "5-6789</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"),
                        part(
                                Documents.docx("x"),
                                "word/document2.xml",
                                "<w:wordDocument><w:body><w:p><w:r><w:t>" + SSN
                                        + "</w:t></w:r></w:p></w:body></w:wordDocument>"),
                        part(
                                Documents.docx("x"),
                                "word/settings.xml",
                                "<w:settings><w:docVars><w:docVar w:name='a' w:val='" + SSN
                                        + "'/></w:docVars></w:settings>"),
                        part(
                                Documents.xlsx("x"),
                                "xl/drawings/drawing1.xml",
                                "<xdr:wsDr><xdr:grpSp><xdr:sp><a:p><a:r><a:t>SSN 123-4</a:t></a:r><a:r><a:rPr/>"
                                        + "<a:t>5-6789</a:t></a:r></a:p></xdr:sp></xdr:grpSp></xdr:wsDr>"),
                        part(
                                Documents.xlsx("x"),
                                "xl/pivotCache/pivotCacheRecords1.xml",
                                "<pivotCacheRecords><r><s v='" + SSN + "'/></r></pivotCacheRecords>"),
                        part(
                                Documents.xlsx("x"),
                                "xl/externalLinks/externalLink1.xml",
                                "<externalLink><cell r='A1' t='str'><v>" + SSN + "</v></cell></externalLink>"),
                        sheet("<autoFilter ref='A1'><filterColumn><filters><filter val='" + SSN
                                + "'/></filters></filterColumn></autoFilter>"),
                        sheet("<dataValidations><dataValidation prompt='" + SSN + "'/></dataValidations>"),
                        sheet("<dataValidations><dataValidation><formula1>\"x," + SSN
                                + "\"</formula1></dataValidation></dataValidations>"),
                        sheet("<hyperlinks><hyperlink ref='A1' tooltip='" + SSN + "'/></hyperlinks>"),
                        sheet("<sheetData><row r='1'><c r='A1'><f>IF(B1,\"" + SSN
                                + "\",0)</f><v>0</v></c></row></sheetData>"),
                        part(
                                Documents.xlsx("x"),
                                "xl/tables/table1.xml",
                                "<table><definedNames><definedName name='a'>\"" + SSN
                                        + "\"</definedName></definedNames></table>"),
                        part(
                                Documents.pptx("x"),
                                "ppt/slides/slide2.xml",
                                "<p:sld><p:pic><p:nvPicPr><p:cNvPr id='1' name='a' descr='SSN"
                                        + " 123&#45;45-6789'/></p:nvPicPr></p:pic></p:sld>"),
                        part(
                                Documents.docx("x"),
                                "word/_rels/footer9.xml.rels",
                                "<Relationships><Relationship Target='https://a.example/?SSN 123-45-6789'"
                                        + " TargetMode='External'/></Relationships>"))
                .map(one -> DynamicTest.dynamicTest(one.what(), () -> {
                    Findings findings = inspect("a", "application/octet-stream", one.document());
                    assertThat(findings.identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
                    assertThat(findings.uninspectable()).isEmpty();
                }));
    }

    @Test
    void placesAndStylesAreNoText() {
        OfficeMarkup markup = new OfficeMarkup(1000);
        markup.add(
                "word/document.xml",
                ("<?xml version='1.0'?><w:document><w:p><w:pStyle w:val='Heading1'/><wp:posOffset>5550199</wp:posOffset>"
                                + "<w:t>Text</w:t></w:p></w:document>")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(markup.text()).isBlank();
    }

    @Test
    void whatItsReaderMayNotFindIsReadHereToo() {
        OfficeMarkup markup = new OfficeMarkup(1000);
        markup.add(
                "word/header1.xml",
                "<w:hdr xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:p><w:t>Text</w:t></w:p></w:hdr>"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(markup.text()).contains("Text");
    }

    @Test
    void moreThanIsWantedIsSaidToBe() {
        OfficeMarkup markup = new OfficeMarkup(10);
        markup.add("xl/drawings/drawing1.xml", "<a:t>far too long</a:t>".getBytes(StandardCharsets.UTF_8));
        assertThat(markup.isFull()).isTrue();
    }

    private static Case word(String body) {
        return part(
                Documents.docx("x"),
                "word/document.xml",
                "<?xml version='1.0'?><w:document"
                        + " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
                        + " xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
                        + " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
                        + " xmlns:v='urn:schemas-microsoft-com:vml'><w:body>" + body + "</w:body></w:document>");
    }

    private static Case sheet(String content) {
        return part(
                Documents.xlsx("x"),
                "xl/worksheets/sheet1.xml",
                "<?xml version='1.0'?><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
                        + content + "</worksheet>");
    }

    private static Case part(byte[] document, String name, String xml) {
        return new Case(
                name + " " + xml.substring(Math.max(0, xml.length() - 120)),
                Documents.with(document, name, xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static String symbols(String text) {
        StringBuilder symbols = new StringBuilder();
        text.chars().forEach(c -> symbols.append(String.format("<w:sym w:font='Arial' w:char='F0%02X'/>", c)));
        return symbols.toString();
    }
}
