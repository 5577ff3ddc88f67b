package phi;

import static phi.OfficeFile.relation;
import static phi.WorstInput.fill;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Office files that a reader could trip over, none of more than 10 MB, of no more than 32 MB in any part. */
final class WorstOffice {

    /** What a part may unfold to; of a part of more nothing is read, nor of one that unfolds more than a hundred times. */
    private static final int PART = 31_000_000;

    private static final String NUMBER = "SSN 123-45-678";

    private WorstOffice() {}

    static List<WorstInput> all() {
        return Stream.of(workbooks(), documents(), slides()).flatMap(List::stream).toList();
    }

    private static List<WorstInput> workbooks() {
        return List.of(
                workbook("cells", () -> rows("<c t='inlineStr'><is><t>x</t></is></c>", PART)),
                workbook("cells of numbers", () -> rows("<c><v>1</v></c>", PART)),
                workbook("cells of formulas", () -> rows("<c><f>A1&amp;B2</f><v>1</v></c>", PART)),
                workbook("cells in one row", () -> "<row>" + fill("<c><v>1</v></c>", PART) + "</row>"),
                workbook("cells with places", () -> {
                    StringBuilder rows = new StringBuilder();
                    for (int i = 1; rows.length() < PART; i++) {
                        rows.append("<row r='").append(i).append("'><c r='XFD").append(i).append("'><v>1</v></c></row>");
                    }
                    return rows.toString();
                }),
                workbook("rows in rows", () -> fill("<row>", PART)),
                workbook("rows of nothing", () -> fill("<row/>", PART)),
                workbook("one long cell", () -> "<row><c t='inlineStr'><is><t>" + fill(NUMBER + " ", PART) + "</t></is></c></row>"),
                workbook("links", () -> "</sheetData><hyperlinks>" + fill("<hyperlink ref='A1' r:id='r1'/>", PART) + "</hyperlinks><sheetData>"),
                workbook("places that are merged", () -> "</sheetData><mergeCells>" + fill("<mergeCell ref='A1:XFD1048576'/>", PART)
                        + "</mergeCells><sheetData>"),
                file("XLSX, shared strings", size -> sharing(fill("<si><t>" + NUMBER + "</t></si>", 10_000_000), 900_000, 300_000)),
                file("XLSX, a long shared string in each cell", size -> sharing("<si><t>" + fill(NUMBER + " ", 10_000_000) + "</t></si>", 900_000, 1)),
                file("XLSX, runs of a shared string", size -> sharing("<si>" + fill("<r><t>S</t></r>", PART) + "</si>", 10, 1)),
                file("XLSX, dates", size -> formatted("yyyy-mm-dd hh:mm", 1)),
                file("XLSX, a long format of numbers", size -> formatted("0,0.00_);", 2000)),
                file("XLSX, a long format of dates", size -> formatted("yyyy-mm-dd hh:mm:ss;@", 200)),
                file("XLSX, styles", size -> OfficeFile.workbook(rows("<c s='9'><v>1</v></c>", 3_000_000))
                        .ofBook("styles", "styleSheet", "<cellXfs>" + fill("<xf numFmtId='14'/>", PART) + "</cellXfs>")
                        .octets()),
                file("XLSX, comments", size -> OfficeFile.workbook(rows("<c r='A1'><v>1</v></c>", 9))
                        .ofSheet("comments", "comments", "<authors><author>a</author></authors><commentList>"
                                + fill("<comment ref='A1' authorId='0'><text><r><t>" + NUMBER + "</t></r></text></comment>", PART) + "</commentList>")
                        .octets()),
                file("XLSX, sheets", size -> {
                    OfficeFile file = new OfficeFile();
                    StringBuilder sheets = new StringBuilder();
                    StringBuilder relations = new StringBuilder();
                    for (int i = 1; i <= 900; i++) {
                        sheets.append("<sheet name='S").append(i).append("' sheetId='").append(i).append("' r:id='r").append(i).append("'/>");
                        relations.append(relation("r" + i, "worksheet", "worksheets/sheet" + i + ".xml"));
                        file.sheet(i, rows("<c><v>1</v></c>", 9));
                    }
                    return file.book(sheets.toString()).relations("xl/_rels/workbook.xml.rels", relations.toString()).octets();
                }),
                file("XLSX, a sheet again and again", size -> {
                    StringBuilder sheets = new StringBuilder();
                    for (int i = 1; i <= 20_000; i++) {
                        sheets.append("<sheet name='S").append(i).append("' sheetId='").append(i).append("' r:id='r1'/>");
                    }
                    return OfficeFile.workbook(rows("<c><v>1</v></c>", 900_000)).book(sheets.toString()).octets();
                }));
    }

    private static List<WorstInput> documents() {
        return List.of(
                document("groups in groups", () -> "<w:p><w:r><w:drawing><wp:inline>" + fill("<wpg:wgp><wpg:grpSp>", PART)),
                document("boxes in boxes", () -> fill("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>", PART)),
                document("alternative text", () -> fill(picture("descr='" + NUMBER + "'"), PART)),
                document("alternative texts", () -> {
                    StringBuilder shapes = new StringBuilder();
                    for (int i = 0; shapes.length() < PART; i++) {
                        shapes.append(picture("descr='SSN 123-45-" + i + "'"));
                    }
                    return shapes.toString();
                }),
                document("one alternative text", () -> picture("descr='" + fill(NUMBER + " ", PART) + "'")),
                document("paragraphs", () -> fill(paragraph(NUMBER), PART)),
                document("runs", () -> "<w:p>" + fill("<w:r><w:t>1</w:t></w:r>", PART) + "</w:p>"),
                document("one run", () -> paragraph(fill(NUMBER + " ", PART))),
                document("tables", () -> fill("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", PART)),
                document("tables in tables", () -> fill("<w:tbl><w:tr><w:tc>", PART)),
                document("cells of one row", () -> "<w:tbl><w:tr>" + fill("<w:tc><w:p/></w:tc>", PART) + "</w:tr></w:tbl>"),
                document("fields", () -> fill("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK a</w:instrText></w:r></w:p>",
                        PART)),
                document("notes", () -> fill("<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>", PART)),
                document("pictures", () -> fill("<w:p><w:r><w:drawing><a:blip r:embed='r1'/></w:drawing></w:r></w:p>", PART)),
                document("numbers of a list", () -> fill("<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>", PART)),
                document("bookmarks", () -> fill("<w:bookmarkStart w:id='1' w:name='a'/>", PART)),
                document("attributes", () -> numbered("<w:p", " w:a", "='x'", 10_000_000) + "/>"),
                document("namespaces", () -> numbered("<w:p", " xmlns:a", "='u'", 3_000_000) + ">" + fill("<w:r/>", 9_000_000) + "</w:p>"),
                document("namespaces in namespaces", () -> fill("<w:p xmlns:b='u'>", PART)),
                document("references", () -> paragraph(fill("&#49;&amp;", PART))),
                document("comments of the markup", () -> fill("<!-- " + NUMBER + " -->", PART)),
                document("elements of one's own", () -> numbered("", "<x", "/>", PART)),
                file("DOCX, relations", size -> OfficeFile.document(paragraph("x"))
                        .relations("word/_rels/document.xml.rels", numbered("", "<Relationship TargetMode='External' Type='" + OfficeFile.RELATIONS
                                + "/hyperlink' Target='https://a.example/' Id='r", "'/>", PART))
                        .octets()),
                file("DOCX, relations of each part", size -> {
                    OfficeFile file = OfficeFile.document(paragraph("x"));
                    StringBuilder relations = new StringBuilder();
                    for (int i = 0; i < 450; i++) {
                        relations.append(relation("r" + i, "header", "header" + i + ".xml"));
                        file.word("header" + i, "header", fill(paragraph(NUMBER), 60_000));
                        file.relations("word/_rels/header" + i + ".xml.rels", numbered("", "<Relationship Type='" + OfficeFile.RELATIONS
                                + "/image' Target='media/a.png' Id='r", "'/>", 60_000));
                    }
                    return file.relations("word/_rels/document.xml.rels", relations.toString()).octets();
                }),
                file("DOCX, a header again and again", size -> {
                    StringBuilder relations = new StringBuilder();
                    for (int i = 0; i < 50_000; i++) {
                        relations.append(relation("r" + i, "header", "header1.xml"));
                    }
                    return OfficeFile.document(paragraph("x"))
                            .word("header1", "header", fill(paragraph(NUMBER), 600_000))
                            .relations("word/_rels/document.xml.rels", relations.toString())
                            .octets();
                }),
                file("DOCX, types", size -> {
                    OfficeFile file = OfficeFile.document(paragraph("x"));
                    for (int i = 0; i < 150_000; i++) {
                        file.type("a" + i + ".xml", "a/b");
                    }
                    return file.octets();
                }),
                file("DOCX, properties of one's own", size -> {
                    StringBuilder properties = new StringBuilder("<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/"
                            + "custom-properties' xmlns:vt='http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes'>");
                    for (int i = 2; properties.length() < 10_000_000; i++) {
                        properties.append("<property fmtid='{D5CDD505-2E9C-101B-9397-08002B2CF9AE}' pid='").append(i).append("' name='a").append(i)
                                .append("'><vt:lpwstr>" + NUMBER + "</vt:lpwstr></property>");
                    }
                    return OfficeFile.document(paragraph("x"))
                            .part("docProps/custom.xml", "custom-properties", properties + "</Properties>")
                            .relations("_rels/.rels", relation("r1", "officeDocument", "word/document.xml")
                                    + relation("r2", "custom-properties", "docProps/custom.xml"))
                            .octets();
                }),
                file("DOCX, parts", size -> {
                    OfficeFile file = OfficeFile.document(paragraph("x"));
                    for (int i = 0; i < 990; i++) {
                        file.part("word/a" + i + ".xml", "wordprocessingml.settings", "<a>" + fill("<b>" + NUMBER + "</b>", 90_000) + "</a>");
                    }
                    return file.octets();
                }),
                file("DOCX, styles and lists", size -> {
                    StringBuilder styles = new StringBuilder();
                    StringBuilder lists = new StringBuilder();
                    for (int i = 0; styles.length() < 9_000_000; i++) {
                        styles.append("<w:style w:type='paragraph' w:styleId='s").append(i).append("'><w:name w:val='a'/><w:basedOn w:val='s")
                                .append(i + 1).append("'/></w:style>");
                        lists.append("<w:num w:numId='").append(i).append("'><w:abstractNumId w:val='1'/></w:num>");
                    }
                    return OfficeFile.document(fill("<w:p><w:pPr><w:pStyle w:val='s9'/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", 3_000_000))
                            .word("styles", "styles", styles.toString())
                            .word("numbering", "numbering", lists.toString())
                            .relations("word/_rels/document.xml.rels",
                                    relation("r1", "styles", "styles.xml") + relation("r2", "numbering", "numbering.xml"))
                            .octets();
                }));
    }

    private static List<WorstInput> slides() {
        String shape = "<p:sp><p:txBody><a:p><a:r><a:t>" + NUMBER + "</a:t></a:r></a:p></p:txBody></p:sp>";
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            list.append("<p:sldId id='").append(256 + i).append("' r:id='r1'/>");
        }
        return List.of(
                slide("groups in groups", () -> fill("<p:grpSp>", PART)),
                slide("shapes", () -> fill(shape, PART)),
                slide("alternative text", () -> fill("<p:sp><p:nvSpPr><p:cNvPr id='1' name='a' descr='" + NUMBER + "'/></p:nvSpPr></p:sp>", PART)),
                slide("tables in tables", () -> fill("<p:graphicFrame><a:tbl><a:tr><a:tc>", PART)),
                file("PPTX, a slide again and again", size -> OfficeFile.slides(list.toString(), fill(shape, 90_000)).octets()));
    }

    private interface Written {
        String xml();
    }

    private static WorstInput file(String name, IntFunction<byte[]> octets) {
        return WorstInput.attached(name, "application/octet-stream", octets);
    }

    private static WorstInput workbook(String name, Written rows) {
        return file("XLSX, " + name, size -> OfficeFile.workbook(rows.xml()).octets());
    }

    private static WorstInput document(String name, Written body) {
        return file("DOCX, " + name, size -> OfficeFile.document(body.xml()).octets());
    }

    private static WorstInput slide(String name, Written shapes) {
        return file("PPTX, " + name, size -> OfficeFile.slide(shapes.xml()).octets());
    }

    private static byte[] sharing(String strings, int cells, int different) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < cells; i++) {
            rows.append(i % 10 == 0 ? "<row>" : "").append("<c t='s'><v>").append(i % different).append("</v></c>").append(i % 10 == 9 ? "</row>" : "");
        }
        return OfficeFile.workbook(rows.toString()).ofBook("sharedStrings", "sst", strings).octets();
    }

    private static byte[] formatted(String format, int times) {
        return OfficeFile.workbook(rows("<c s='1'><v>43210.5</v></c>", 12_000_000))
                .ofBook("styles", "styleSheet", "<numFmts count='1'><numFmt numFmtId='200' formatCode='" + format.repeat(times)
                        + "'/></numFmts><cellXfs><xf/><xf numFmtId='200'/></cellXfs>")
                .octets();
    }

    /** Rows of sixteen cells. */
    private static String rows(String cell, int size) {
        return fill("<row>" + cell.repeat(16) + "</row>", size);
    }

    private static String paragraph(String text) {
        return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static String picture(String attribute) {
        return "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='a' " + attribute + "/></wp:inline></w:drawing></w:r></w:p>";
    }

    /** Again and again, with the number of each. */
    private static String numbered(String before, String repeated, String behind, int size) {
        StringBuilder all = new StringBuilder(before);
        for (int i = 0; all.length() < size; i++) {
            all.append(repeated).append(i).append(behind);
        }
        return all.toString();
    }
}
