package phi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Office files (ECMA-376) that a reader could trip over, each of at most so many octets, and of no more than 32 MB in any part. */
final class WorstOffice {

    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String WORD = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:r='" + RELATION
            + "' xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
            + " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
            + " xmlns:wpg='http://schemas.microsoft.com/office/word/2010/wordprocessingGroup'"
            + " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' xmlns:v='urn:schemas-microsoft-com:vml'";
    private static final String SHEET = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='" + RELATION + "'";
    private static final String SLIDE = "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'"
            + " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' xmlns:r='" + RELATION + "'";

    /** What a part may unfold to; a part of more is not read. */
    private static final int PART = 31_000_000;

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final StringBuilder types = new StringBuilder();

    private WorstOffice() {}

    static List<WorstInput> all() {
        return List.of(
                workbook("cells", size -> rows("<c t='inlineStr'><is><t>x</t></is></c>", 10, 31)),
                workbook("cells of numbers", size -> rows("<c><v>1</v></c>", 16, 31)),
                workbook("cells of dates", size -> rows("<c s='1'><v>43210.5</v></c>", 16, 31)),
                workbook("cells of formulas", size -> rows("<c><f>A1&amp;B2</f><v>1</v></c>", 16, 31)),
                workbook("cells in one row", size -> "<row>" + fill("<c><v>1</v></c>", PART) + "</row>"),
                workbook("cells with places", size -> {
                    StringBuilder rows = new StringBuilder();
                    for (int i = 1; rows.length() < PART; i++) {
                        rows.append("<row r='").append(i).append("'><c r='XFD").append(i).append("'><v>1</v></c></row>");
                    }
                    return rows.toString();
                }),
                workbook("rows in rows", size -> fill("<row>", PART)),
                workbook("rows of nothing", size -> fill("<row/>", PART)),
                workbook("one long cell", size -> "<row><c t='inlineStr'><is><t>" + fill("SSN 123-45-678 ", PART) + "</t></is></c></row>"),
                file("XLSX, shared strings", size -> sharing(fill("<si><t>SSN 123-45-678</t></si>", 10_000_000), 900_000, 300_000)),
                file("XLSX, a long shared string in each cell",
                        size -> sharing("<si><t>" + fill("SSN 123-45-678 ", 10_000_000) + "</t></si>", 900_000, 1)),
                file("XLSX, runs of a shared string",
                        size -> sharing("<si>" + fill("<r><t>S</t></r>", PART) + "</si>", 10, 1)),
                file("XLSX, a format of one's own", size -> formatted("[&gt;0]" + fill("0,0.00_);", 20_000))),
                file("XLSX, formats of one's own", size -> formatted(fill("yyyy\\-mm\\-dd\\ hh:mm:ss;@", 200))),
                file("XLSX, styles", size -> {
                    WorstOffice file = spreadsheet(rows("<c s='9'><v>1</v></c>", 10, 3));
                    file.part("xl/styles.xml", "<styleSheet " + SHEET + "><cellXfs>" + fill("<xf numFmtId='14'/>", PART)
                            + "</cellXfs></styleSheet>", "spreadsheetml.styles");
                    file.relations("xl/_rels/workbook.xml.rels", relation("r1", "worksheet", "worksheets/sheet1.xml")
                            + relation("r2", "styles", "styles.xml"));
                    return file.end();
                }),
                file("XLSX, sheets", size -> {
                    WorstOffice file = new WorstOffice();
                    StringBuilder sheets = new StringBuilder();
                    StringBuilder relations = new StringBuilder();
                    for (int i = 1; i <= 900; i++) {
                        sheets.append("<sheet name='S").append(i).append("' sheetId='").append(i).append("' r:id='r").append(i).append("'/>");
                        relations.append(relation("r" + i, "worksheet", "worksheets/sheet" + i + ".xml"));
                        file.part("xl/worksheets/sheet" + i + ".xml", "<worksheet " + SHEET + "><sheetData>"
                                + rows("<c><v>1</v></c>", 10, 0) + "</sheetData></worksheet>", "spreadsheetml.worksheet");
                    }
                    return file.book(sheets.toString(), relations.toString());
                }),
                file("XLSX, a sheet shown again and again", size -> {
                    WorstOffice file = new WorstOffice();
                    StringBuilder sheets = new StringBuilder();
                    for (int i = 1; i <= 20_000; i++) {
                        sheets.append("<sheet name='S").append(i).append("' sheetId='").append(i).append("' r:id='r1'/>");
                    }
                    file.part("xl/worksheets/sheet1.xml", "<worksheet " + SHEET + "><sheetData>" + rows("<c><v>1</v></c>", 16, 1)
                            + "</sheetData></worksheet>", "spreadsheetml.worksheet");
                    return file.book(sheets.toString(), relation("r1", "worksheet", "worksheets/sheet1.xml"));
                }),
                file("XLSX, links", size -> {
                    WorstOffice file = spreadsheet("</sheetData><hyperlinks>" + fill("<hyperlink ref='A1' r:id='r1'/>", PART)
                            + "</hyperlinks><sheetData>");
                    file.relations("xl/worksheets/_rels/sheet1.xml.rels", fill("<Relationship Id='r1' Type='" + RELATION
                            + "/hyperlink' Target='https://a.example/?ssn=123-45-678' TargetMode='External'/>", 200));
                    return file.end();
                }),
                file("XLSX, comments", size -> {
                    WorstOffice file = spreadsheet(rows("<c r='A1'><v>1</v></c>", 1, 1));
                    file.part("xl/comments1.xml", "<comments " + SHEET + "><authors><author>a</author></authors><commentList>"
                            + fill("<comment ref='A1' authorId='0'><text><r><t>SSN 123-45-678</t></r></text></comment>", PART)
                            + "</commentList></comments>", "spreadsheetml.comments");
                    file.relations("xl/worksheets/_rels/sheet1.xml.rels", relation("r1", "comments", "../comments1.xml"));
                    return file.end();
                }),
                document("groups in groups", size -> "<w:p><w:r><w:drawing><wp:inline>" + fill("<wpg:wgp><wpg:grpSp>", PART)),
                document("boxes in boxes", size -> fill("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>", PART)),
                document("alternative text", size -> fill("<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='a' descr='SSN 123-45-678'/>"
                        + "</wp:inline></w:drawing></w:r></w:p>", PART)),
                document("alternative texts", size -> {
                    StringBuilder shapes = new StringBuilder();
                    for (int i = 0; shapes.length() < PART; i++) {
                        shapes.append("<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' descr='SSN 123-45-").append(i)
                                .append("'/></wp:inline></w:drawing></w:r></w:p>");
                    }
                    return shapes.toString();
                }),
                document("one alternative text", size -> "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' descr='"
                        + fill("SSN 123-45-678 ", PART) + "'/></wp:inline></w:drawing></w:r></w:p>"),
                document("paragraphs", size -> fill("<w:p><w:r><w:t>SSN 123-45-678</w:t></w:r></w:p>", PART)),
                document("runs", size -> "<w:p>" + fill("<w:r><w:t>1</w:t></w:r>", PART) + "</w:p>"),
                document("tables", size -> fill("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", PART)),
                document("tables in tables", size -> fill("<w:tbl><w:tr><w:tc>", PART)),
                document("cells of one row", size -> "<w:tbl><w:tr>" + fill("<w:tc><w:p/></w:tc>", PART) + "</w:tr></w:tbl>"),
                document("fields", size -> fill("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK a</w:instrText>"
                        + "</w:r></w:p>", PART)),
                document("notes", size -> fill("<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>", PART)),
                document("pictures", size -> fill("<w:p><w:r><w:drawing><a:blip r:embed='r1'/></w:drawing></w:r></w:p>", PART)),
                document("numbers of a list", size -> fill("<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
                        + "<w:r><w:t>a</w:t></w:r></w:p>", PART)),
                document("bookmarks", size -> fill("<w:bookmarkStart w:id='1' w:name='a'/>", PART)),
                document("attributes", size -> {
                    StringBuilder attributes = new StringBuilder("<w:p");
                    for (int i = 0; attributes.length() < 10_000_000; i++) {
                        attributes.append(" w:a").append(i).append("='x'");
                    }
                    return attributes.append("/>").toString();
                }),
                document("namespaces", size -> {
                    StringBuilder names = new StringBuilder("<w:p");
                    for (int i = 0; names.length() < 3_000_000; i++) {
                        names.append(" xmlns:a").append(i).append("='u'");
                    }
                    return names.append(">").append(fill("<w:r/>", 9_000_000)).append("</w:p>").toString();
                }),
                document("namespaces in namespaces", size -> fill("<w:p xmlns:b='u'>", PART)),
                document("references", size -> "<w:p><w:r><w:t>" + fill("&#49;&amp;", PART) + "</w:t></w:r></w:p>"),
                document("comments of the markup", size -> fill("<!-- SSN 123-45-678 -->", PART)),
                file("DOCX, relations", size -> {
                    WorstOffice file = text("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
                    StringBuilder relations = new StringBuilder();
                    for (int i = 0; relations.length() < PART; i++) {
                        relations.append("<Relationship Id='r").append(i).append("' Type='" + RELATION
                                + "/hyperlink' Target='https://a.example/").append(i).append("' TargetMode='External'/>");
                    }
                    file.relations("word/_rels/document.xml.rels", relations.toString());
                    return file.end();
                }),
                file("DOCX, relations of each part", size -> {
                    WorstOffice file = text("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
                    StringBuilder relations = new StringBuilder();
                    for (int i = 0; i < 450; i++) {
                        relations.append(relation("r" + i, "header", "header" + i + ".xml"));
                        file.part("word/header" + i + ".xml", "<w:hdr " + WORD + ">" + fill("<w:p><w:r><w:t>SSN 123-45-678</w:t></w:r></w:p>", 60_000)
                                + "</w:hdr>", "wordprocessingml.header");
                        file.relations("word/_rels/header" + i + ".xml.rels", fill(relation("q", "image", "media/a.png"), 20_000));
                    }
                    file.relations("word/_rels/document.xml.rels", relations.toString());
                    return file.end();
                }),
                file("DOCX, a header again and again", size -> {
                    WorstOffice file = text("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
                    StringBuilder relations = new StringBuilder();
                    for (int i = 0; i < 50_000; i++) {
                        relations.append(relation("r" + i, "header", "header1.xml"));
                    }
                    file.part("word/header1.xml", "<w:hdr " + WORD + ">" + fill("<w:p><w:r><w:t>SSN 123-45-678</w:t></w:r></w:p>", 600_000)
                            + "</w:hdr>", "wordprocessingml.header");
                    file.relations("word/_rels/document.xml.rels", relations.toString());
                    return file.end();
                }),
                file("DOCX, types", size -> {
                    WorstOffice file = text("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
                    for (int i = 0; file.types.length() < 10_000_000; i++) {
                        file.types.append("<Override PartName='/a").append(i).append(".xml' ContentType='a/b'/>");
                    }
                    return file.end();
                }),
                file("DOCX, properties of one's own", size -> {
                    WorstOffice file = text("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
                    StringBuilder properties = new StringBuilder("<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/"
                            + "custom-properties' xmlns:vt='http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes'>");
                    for (int i = 2; properties.length() < 10_000_000; i++) {
                        properties.append("<property fmtid='{D5CDD505-2E9C-101B-9397-08002B2CF9AE}' pid='").append(i).append("' name='a").append(i)
                                .append("'><vt:lpwstr>SSN 123-45-678</vt:lpwstr></property>");
                    }
                    file.parts.put("docProps/custom.xml", properties + "</Properties>");
                    file.types.append("<Override PartName='/docProps/custom.xml' ContentType='application/vnd.openxmlformats-officedocument."
                            + "custom-properties+xml'/>");
                    file.relations("_rels/.rels", relation("r1", "officeDocument", "word/document.xml")
                            + relation("r2", "custom-properties", "docProps/custom.xml"));
                    return file.end();
                }),
                file("DOCX, parts", size -> {
                    WorstOffice file = text("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
                    for (int i = 0; i < 990; i++) {
                        file.parts.put("word/a" + i + ".xml", "<a>" + fill("<b>SSN 123-45-678</b>", 90_000) + "</a>");
                    }
                    return file.end();
                }),
                file("DOCX, styles and lists", size -> {
                    WorstOffice file = text(fill("<w:p><w:pPr><w:pStyle w:val='s9'/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", 3_000_000));
                    StringBuilder styles = new StringBuilder();
                    for (int i = 0; styles.length() < 9_000_000; i++) {
                        styles.append("<w:style w:type='paragraph' w:styleId='s").append(i).append("'><w:name w:val='a'/><w:basedOn w:val='s")
                                .append(i + 1).append("'/></w:style>");
                    }
                    file.part("word/styles.xml", "<w:styles " + WORD + ">" + styles + "</w:styles>", "wordprocessingml.styles");
                    StringBuilder lists = new StringBuilder();
                    for (int i = 0; lists.length() < 9_000_000; i++) {
                        lists.append("<w:num w:numId='").append(i).append("'><w:abstractNumId w:val='1'/></w:num>");
                    }
                    file.part("word/numbering.xml", "<w:numbering " + WORD + ">" + lists + "</w:numbering>", "wordprocessingml.numbering");
                    file.relations("word/_rels/document.xml.rels",
                            relation("r1", "styles", "styles.xml") + relation("r2", "numbering", "numbering.xml"));
                    return file.end();
                }),
                slides("groups in groups", size -> fill("<p:grpSp>", PART)),
                slides("shapes", size -> fill("<p:sp><p:txBody><a:p><a:r><a:t>SSN 123-45-678</a:t></a:r></a:p></p:txBody></p:sp>", PART)),
                slides("alternative text", size -> fill("<p:sp><p:nvSpPr><p:cNvPr id='1' name='a' descr='SSN 123-45-678'/></p:nvSpPr></p:sp>", PART)),
                slides("tables in tables", size -> fill("<p:graphicFrame><a:tbl><a:tr><a:tc>", PART)),
                file("PPTX, a slide again and again", size -> {
                    WorstOffice file = new WorstOffice();
                    StringBuilder ids = new StringBuilder();
                    for (int i = 0; i < 100_000; i++) {
                        ids.append("<p:sldId id='").append(256 + i).append("' r:id='r1'/>");
                    }
                    file.part("ppt/slides/slide1.xml", "<p:sld " + SLIDE + "><p:cSld><p:spTree>"
                            + fill("<p:sp><p:txBody><a:p><a:r><a:t>SSN 123-45-678</a:t></a:r></a:p></p:txBody></p:sp>", 90_000)
                            + "</p:spTree></p:cSld></p:sld>", "presentationml.slide");
                    return file.show(ids.toString());
                }));
    }

    private static WorstInput file(String name, IntFunction<byte[]> octets) {
        return WorstInput.attached(name, "application/octet-stream", octets);
    }

    private static WorstInput workbook(String name, IntFunction<String> rows) {
        return file("XLSX, " + name, size -> spreadsheet(rows.apply(size)).end());
    }

    private static WorstInput document(String name, IntFunction<String> body) {
        return file("DOCX, " + name, size -> text(body.apply(size)).end());
    }

    private static WorstInput slides(String name, IntFunction<String> shapes) {
        return file("PPTX, " + name, size -> {
            WorstOffice file = new WorstOffice();
            file.part("ppt/slides/slide1.xml", "<p:sld " + SLIDE + "><p:cSld><p:spTree>" + shapes.apply(size)
                    + "</p:spTree></p:cSld></p:sld>", "presentationml.slide");
            return file.show("<p:sldId id='256' r:id='r1'/>");
        });
    }

    private static WorstOffice text(String body) {
        WorstOffice file = new WorstOffice();
        file.part("word/document.xml", "<w:document " + WORD + "><w:body>" + body + "</w:body></w:document>", "wordprocessingml.document.main");
        file.relations("_rels/.rels", relation("r1", "officeDocument", "word/document.xml"));
        return file;
    }

    private static WorstOffice spreadsheet(String rows) {
        WorstOffice file = new WorstOffice();
        file.part("xl/worksheets/sheet1.xml", "<worksheet " + SHEET + "><sheetData>" + rows + "</sheetData></worksheet>", "spreadsheetml.worksheet");
        file.book("<sheet name='A' sheetId='1' r:id='r1'/>", relation("r1", "worksheet", "worksheets/sheet1.xml"));
        return file;
    }

    private static byte[] sharing(String strings, int cells, int different) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < cells; i++) {
            rows.append(i % 10 == 0 ? "<row>" : "").append("<c t='s'><v>").append(i % different).append("</v></c>")
                    .append(i % 10 == 9 ? "</row>" : "");
        }
        WorstOffice file = spreadsheet(rows.toString());
        file.part("xl/sharedStrings.xml", "<sst " + SHEET + ">" + strings + "</sst>", "spreadsheetml.sharedStrings");
        file.relations("xl/_rels/workbook.xml.rels",
                relation("r1", "worksheet", "worksheets/sheet1.xml") + relation("r2", "sharedStrings", "sharedStrings.xml"));
        return file.end();
    }

    private static byte[] formatted(String format) {
        WorstOffice file = spreadsheet(rows("<c s='1'><v>43210.5</v></c>", 10, 10));
        file.part("xl/styles.xml", "<styleSheet " + SHEET + "><numFmts count='1'><numFmt numFmtId='200' formatCode='" + format
                + "'/></numFmts><cellXfs><xf/><xf numFmtId='200'/></cellXfs></styleSheet>", "spreadsheetml.styles");
        file.relations("xl/_rels/workbook.xml.rels",
                relation("r1", "worksheet", "worksheets/sheet1.xml") + relation("r2", "styles", "styles.xml"));
        return file.end();
    }

    /** Rows of so many cells, of about so many megabytes; one row for none. */
    private static String rows(String cell, int cells, int megabytes) {
        String row = "<row>" + cell.repeat(cells) + "</row>";
        return megabytes == 0 ? row : fill(row, megabytes * 1_000_000);
    }

    private static String fill(String piece, int size) {
        return piece.repeat(Math.max(1, size / piece.length()));
    }

    private byte[] book(String sheets, String relations) {
        part("xl/workbook.xml", "<workbook " + SHEET + "><sheets>" + sheets + "</sheets></workbook>", "spreadsheetml.sheet.main");
        relations("xl/_rels/workbook.xml.rels", relations);
        relations("_rels/.rels", relation("r1", "officeDocument", "xl/workbook.xml"));
        return end();
    }

    private byte[] show(String slides) {
        part("ppt/presentation.xml", "<p:presentation " + SLIDE + "><p:sldIdLst>" + slides + "</p:sldIdLst></p:presentation>",
                "presentationml.presentation.main");
        relations("ppt/_rels/presentation.xml.rels", relation("r1", "slide", "slides/slide1.xml"));
        relations("_rels/.rels", relation("r1", "officeDocument", "ppt/presentation.xml"));
        return end();
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id='" + id + "' Type='" + RELATION + "/" + type + "' Target='" + target + "'/>";
    }

    private void relations(String name, String relations) {
        parts.put(name, "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" + relations + "</Relationships>");
    }

    private void part(String name, String content, String type) {
        parts.put(name, content);
        types.append("<Override PartName='/").append(name).append("' ContentType='application/vnd.openxmlformats-officedocument.")
                .append(type).append("+xml'/>");
    }

    private byte[] end() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            entry(zip, "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                    + "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                    + "<Default Extension='xml' ContentType='application/xml'/>" + types + "</Types>");
            for (Map.Entry<String, String> part : parts.entrySet()) {
                entry(zip, part.getKey(), part.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
}
