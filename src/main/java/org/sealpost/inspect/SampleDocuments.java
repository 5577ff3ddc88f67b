package org.sealpost.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sealpost.mail.RawMessage;

/** The smallest documents of the kinds that people send most, to warm up with. */
final class SampleDocuments {

    private static final String PDF = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
            4 0 obj<</Length 33>>stream
            BT /F 9 Tf 9 9 Td (Sample) Tj ET
            endstream endobj
            5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """;

    private static final String RELATIONS = "application/vnd.openxmlformats-package.relationships+xml";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private SampleDocuments() {}

    static Stream<RawMessage> messages() {
        return Stream.of(
                        PDF.getBytes(StandardCharsets.ISO_8859_1),
                        "{\\rtf1\\ansi Sample\\par}".getBytes(StandardCharsets.ISO_8859_1),
                        document(),
                        workbook())
                .map(SampleDocuments::message);
    }

    private static RawMessage message(byte[] document) {
        String body = Base64.getMimeEncoder().encodeToString(document);
        return RawMessage.of(
                ("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] document() {
        return office(
                "word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                Map.of(
                        "word/document.xml",
                        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
                                + "<w:body><w:p><w:r><w:t>Sample</w:t></w:r></w:p></w:body></w:document>"));
    }

    private static byte[] workbook() {
        String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        return office(
                "xl/workbook.xml",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                Map.of(
                        "xl/workbook.xml",
                        "<workbook xmlns='" + main + "' xmlns:r='" + OFFICE
                                + "'><sheets><sheet name='A' sheetId='1' r:id='r1'/></sheets></workbook>",
                        "xl/_rels/workbook.xml.rels",
                        relation(OFFICE + "/worksheet", "worksheets/sheet1.xml"),
                        "xl/worksheets/sheet1.xml",
                        "<worksheet xmlns='" + main
                                + "'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Sample</t>"
                                + "</is></c></row></sheetData></worksheet>"));
    }

    private static byte[] office(String mainPart, String mainType, Map<String, String> parts) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "[Content_Types].xml",
                "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                        + "<Default Extension='rels' ContentType='" + RELATIONS + "'/>"
                        + "<Default Extension='xml' ContentType='application/xml'/>"
                        + "<Override PartName='/xl/worksheets/sheet1.xml' ContentType='application/"
                        + "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/>"
                        + "<Override PartName='/" + mainPart + "' ContentType='" + mainType + "'/></Types>");
        all.put("_rels/.rels", relation(OFFICE + "/officeDocument", mainPart));
        all.putAll(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static String relation(String type, String target) {
        return "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                + "<Relationship Id='r1' Type='" + type + "' Target='" + target + "'/></Relationships>";
    }
}
