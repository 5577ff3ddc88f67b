package phi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An office file (ECMA-376) that is written part by part, as no program writes one. */
final class OfficeFile {

    static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String NAMES = " xmlns:r='" + RELATIONS + "' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'";
    private static final String WORD = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'" + NAMES
            + " xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
            + " xmlns:wpg='http://schemas.microsoft.com/office/word/2010/wordprocessingGroup' xmlns:v='urn:schemas-microsoft-com:vml'";
    private static final String SHEET = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'" + NAMES;
    private static final String SLIDE = "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'" + NAMES;

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final StringBuilder types = new StringBuilder();

    /** A document with that in its body. */
    static OfficeFile document(String body) {
        OfficeFile file = new OfficeFile();
        file.word("document", "document.main", "<w:body>" + body + "</w:body>");
        return file.main("word/document.xml");
    }

    /** A workbook with that in its one sheet. */
    static OfficeFile workbook(String rows) {
        OfficeFile file = new OfficeFile();
        file.sheet(1, rows);
        return file.book("<sheet name='A' sheetId='1' r:id='r1'/>").relations("xl/_rels/workbook.xml.rels",
                relation("r1", "worksheet", "worksheets/sheet1.xml"));
    }

    /** A presentation with that in its one slide. */
    static OfficeFile slide(String shapes) {
        return slides("<p:sldId id='256' r:id='r1'/>", shapes);
    }

    static OfficeFile slides(String list, String shapes) {
        OfficeFile file = new OfficeFile();
        file.part("ppt/slides/slide1.xml", "presentationml.slide",
                "<p:sld " + SLIDE + "><p:cSld><p:spTree>" + shapes + "</p:spTree></p:cSld></p:sld>");
        file.part("ppt/presentation.xml", "presentationml.presentation.main",
                "<p:presentation " + SLIDE + "><p:sldIdLst>" + list + "</p:sldIdLst></p:presentation>");
        file.relations("ppt/_rels/presentation.xml.rels", relation("r1", "slide", "slides/slide1.xml"));
        return file.main("ppt/presentation.xml");
    }

    OfficeFile book(String sheets) {
        part("xl/workbook.xml", "spreadsheetml.sheet.main", "<workbook " + SHEET + "><sheets>" + sheets + "</sheets></workbook>");
        return main("xl/workbook.xml");
    }

    OfficeFile sheet(int number, String rows) {
        return part("xl/worksheets/sheet" + number + ".xml", "spreadsheetml.worksheet",
                "<worksheet " + SHEET + "><sheetData>" + rows + "</sheetData></worksheet>");
    }

    /** A part of a workbook, with a relation to it. */
    OfficeFile ofBook(String name, String element, String content) {
        part("xl/" + name + ".xml", "spreadsheetml." + name, "<" + element + " " + SHEET + ">" + content + "</" + element + ">");
        return relations("xl/_rels/workbook.xml.rels",
                relation("r1", "worksheet", "worksheets/sheet1.xml") + relation("r2", name, name + ".xml"));
    }

    OfficeFile ofSheet(String name, String element, String content) {
        part("xl/" + name + "1.xml", "spreadsheetml." + name, "<" + element + " " + SHEET + ">" + content + "</" + element + ">");
        return relations("xl/worksheets/_rels/sheet1.xml.rels", relation("r1", name, "../" + name + "1.xml"));
    }

    /** A part of a document. */
    OfficeFile word(String name, String type, String content) {
        String element = type.equals("header") ? "hdr" : name.replaceAll("[0-9]", "");
        return part("word/" + name + ".xml", "wordprocessingml." + type, "<w:" + element + " " + WORD + ">" + content + "</w:" + element + ">");
    }

    OfficeFile main(String name) {
        return relations("_rels/.rels", relation("r1", "officeDocument", name));
    }

    static String relation(String id, String type, String target) {
        return "<Relationship Id='" + id + "' Type='" + RELATIONS + "/" + type + "' Target='" + target + "'/>";
    }

    OfficeFile relations(String name, String relations) {
        parts.put(name, "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" + relations + "</Relationships>");
        return this;
    }

    OfficeFile part(String name, String type, String content) {
        parts.put(name, content);
        return type(name, "application/vnd.openxmlformats-officedocument." + type + "+xml");
    }

    OfficeFile type(String name, String type) {
        types.append("<Override PartName='/").append(name).append("' ContentType='").append(type).append("'/>");
        return this;
    }

    byte[] octets() {
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
