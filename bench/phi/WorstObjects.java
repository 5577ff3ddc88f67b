package phi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/** PDF files whose objects, pages and earlier states a reader could trip over. */
final class WorstObjects {

    private WorstObjects() {}

    static List<WorstInput> all() {
        return List.of(
                file("small objects", size -> objects(size, "<</A 1>>")),
                file("small arrays in one object", size -> alone("[" + WorstInput.fill("[1]", size) + "]")),
                file("strings in one object", size -> {
                    StringBuilder strings = new StringBuilder("[");
                    while (strings.length() < size) {
                        strings.append("(MRN ").append(strings.length()).append(')');
                    }
                    return alone(strings.append(']').toString());
                }),
                file("empty strings in one object", size -> alone("[" + WorstInput.fill("()", size) + "]")),
                file("numbers in one object", size -> alone("[" + WorstInput.fill("999 ", size) + "]")),
                file("objects without a table", size -> new String(objects(size, "<</A 1>>"), StandardCharsets.ISO_8859_1)
                        .replace("\nxref\n", "\nyref\n")
                        .replace("startxref", "tartxref")
                        .getBytes(StandardCharsets.ISO_8859_1)),
                file("deep page tree", size -> {
                    PdfFile pdf = new PdfFile().pages("/Kids[6 0 R]/Count 1");
                    int depth = size / 90;
                    for (int i = 0; i < depth; i++) {
                        pdf.object("<</Type/Pages/Parent " + (i == 0 ? 2 : 5 + i) + " 0 R/Kids[" + (i == depth - 1 ? 3 : 7 + i)
                                + " 0 R]/Count 1>>");
                    }
                    return pdf.end(PdfFile.GREETING);
                }),
                file("pages of one content", size -> new PdfFile().alike(4900, PdfFile.GREETING.repeat(20))),
                file("pages of nothing", size -> new PdfFile().alike(size / 150, "")),
                file("pages in pages", size -> {
                    PdfFile pdf = new PdfFile().pages("/Kids[" + "6 0 R ".repeat(9) + "]/Count 99999");
                    for (int i = 6; i < 40; i++) {
                        pdf.object("<</Type/Pages/Parent 2 0 R/Count 9/Kids[" + ((i == 39 ? 3 : i + 1) + " 0 R ").repeat(9) + "]>>");
                    }
                    return pdf.end(PdfFile.GREETING);
                }),
                file("revisions", size -> PdfFile.revised(alone("[" + WorstInput.fill("(SSN 123-45-678)", size / 13) + "]"), 12, size / 13)),
                file("revisions of many objects", size -> PdfFile.revised(objects(size * 9 / 10, "<</A 1>>"), 12, size / 1000)),
                file("revisions, more than are read", size -> PdfFile.revised(alone("[]"), 1000, size / 2000)),
                file("object stream", size -> new PdfFile().endOfStreams(1, size / 12)),
                file("object streams", size -> new PdfFile().endOfStreams(200, size / 2400)),
                file("arrays in an object stream", size -> inStream("[" + "[]".repeat(15_000_000) + "]")),
                file("numbers in an object stream", size -> inStream("[" + "999 ".repeat(7_500_000) + "]")),
                file("streams that unfold", size -> {
                    PdfFile pdf = new PdfFile();
                    byte[] zeros = new byte[31_000_000];
                    for (int i = 0; i < 12; i++) {
                        pdf.stream("", zeros);
                    }
                    return pdf.end(PdfFile.GREETING);
                }),
                file("short streams", size -> {
                    PdfFile pdf = new PdfFile();
                    for (int i = 0; i < 49_000; i++) {
                        pdf.stream("", "a");
                    }
                    return pdf.end(PdfFile.GREETING);
                }),
                file("names of resources", size -> {
                    StringBuilder names = new StringBuilder(PdfFile.USUAL_FONT + "/XObject<<");
                    for (int i = 0; names.length() < size; i++) {
                        names.append("/X").append(i).append(" 4 0 R");
                    }
                    return new PdfFile().resources(names.append(">>").toString()).end(PdfFile.GREETING);
                }),
                file("annotations drawn alike", size -> annotations(size / 62, PdfFile.GREETING)),
                file("annotations drawn at length", size -> annotations(2000, PdfFile.GREETING.repeat(300))),
                file("fields of a form", size -> {
                    StringBuilder fields = new StringBuilder("/AcroForm<</Fields[");
                    for (int i = 0; fields.length() < size; i++) {
                        fields.append("<</FT/Tx/T(a").append(i).append(")/V(b)>>");
                    }
                    return new PdfFile().catalog(fields.append("]>>").toString()).end(PdfFile.GREETING);
                }),
                file("fields in fields", size -> {
                    PdfFile pdf = new PdfFile().catalog("/AcroForm<</Fields[6 0 R]>>");
                    for (int i = 0; i < size / 60; i++) {
                        pdf.object("<</T(a)/Kids[" + (7 + i) + " 0 R]>>");
                    }
                    return pdf.end(PdfFile.GREETING);
                }),
                file("bookmarks", size -> outline(size, "Next")),
                file("bookmarks in bookmarks", size -> outline(size, "First")),
                file("files in it", size -> {
                    PdfFile pdf = new PdfFile().catalog("/Names<</EmbeddedFiles<</Names["
                            + WorstInput.fill("(a)<</F(a.txt)/EF<</F 6 0 R>>>>", size) + "]>>>>");
                    pdf.stream("", "SSN 123-45-6789 ".repeat(10_000));
                    return pdf.end(PdfFile.GREETING);
                }),
                file("names in names", size -> {
                    PdfFile pdf = new PdfFile().catalog("/Names<</EmbeddedFiles 6 0 R/JavaScript 6 0 R/Dests 6 0 R>>");
                    for (int i = 6; i < 40; i++) {
                        pdf.object("<</Kids[" + ((i + 1) + " 0 R ").repeat(9) + "]>>");
                    }
                    return pdf.end(PdfFile.GREETING);
                }),
                file("data of a form", size -> once("/AcroForm<</Fields[]/XFA 6 0 R>>", "", "<a>" + "<b>SSN 123-45-678</b>".repeat(1_000_000) + "</a>")),
                file("data of a form used again and again", size -> once("/X[" + WorstInput.fill("<</XFA 6 0 R>>", size) + "]", "",
                        "<a>" + "<b>SSN 123-45-678</b>".repeat(100_000) + "</a>")),
                file("metadata of megabytes", size -> once("/Metadata 6 0 R", "/Type/Metadata", "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                        + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                        + "<rdf:Description xmlns:b='urn:b'><b:a>x</b:a></rdf:Description>".repeat(300_000) + "</rdf:RDF></x:xmpmeta>")),
                file("rich text used again and again", size -> once("/X[" + WorstInput.fill("<</RV 6 0 R>><</DV 6 0 R>>", size) + "]", "",
                        "<b a='SSN 123-45-678'/>".repeat(100_000))),
                file("structure", size -> {
                    PdfFile pdf = new PdfFile().catalog("/StructTreeRoot 6 0 R");
                    StringBuilder kids = new StringBuilder("<</K[");
                    for (int i = 0; kids.length() < size; i++) {
                        kids.append("<</S/P/Pg 3 0 R/ActualText(B)/K ").append(i).append(">>");
                    }
                    pdf.object(kids.append("]>>").toString());
                    return pdf.end("BT /F1 9 Tf " + "/P<</MCID 7>>BDC (A) Tj EMC ".repeat(150_000) + " ET");
                }),
                file("an ActualText in each element of the structure", size -> {
                    PdfFile pdf = new PdfFile().catalog("/StructTreeRoot 6 0 R");
                    pdf.object("<</K[" + WorstInput.fill("<</S/P/ActualText 7 0 R>>", size / 2) + "]>>");
                    pdf.object("(" + WorstInput.fill("SSN 123-45-678 ", size / 2) + ")");
                    return pdf.end(PdfFile.GREETING);
                }),
                file("deep structure", size -> {
                    PdfFile pdf = new PdfFile().catalog("/StructTreeRoot 6 0 R");
                    int depth = size / 60;
                    for (int i = 0; i < depth; i++) {
                        pdf.object("<</S/P/ActualText(B)/K " + (i == depth - 1 ? 0 : 7 + i) + " 0 R>>");
                    }
                    return pdf.end(PdfFile.GREETING);
                }));
    }

    static WorstInput file(String name, IntFunction<byte[]> octets) {
        return WorstInput.attached("PDF, " + name, "application/pdf", octets);
    }

    /** A file with one object more. */
    private static byte[] alone(String object) {
        PdfFile pdf = new PdfFile().catalog("/X 6 0 R");
        pdf.object(object);
        return pdf.end(PdfFile.GREETING);
    }

    private static byte[] inStream(String object) {
        PdfFile pdf = new PdfFile().catalog("/X 7 0 R");
        pdf.stream("/Type/ObjStm/N 1/First 4", "7 0 " + object);
        return pdf.end(PdfFile.GREETING);
    }

    private static byte[] once(String catalog, String dictionary, String content) {
        PdfFile pdf = new PdfFile().catalog(catalog);
        pdf.stream(dictionary, content);
        return pdf.end(PdfFile.GREETING);
    }

    private static byte[] objects(int size, String object) {
        PdfFile pdf = new PdfFile();
        StringBuilder all = new StringBuilder("[");
        int count = size / (object.length() + 50);
        for (int i = 0; i < count; i++) {
            all.append(PdfFile.FIRST + 1 + i).append(" 0 R ");
        }
        pdf.catalog("/X 6 0 R").object(all.append(']').toString());
        for (int i = 0; i < count; i++) {
            pdf.object(object);
        }
        return pdf.end(PdfFile.GREETING);
    }

    private static byte[] annotations(int count, String drawn) {
        PdfFile pdf = new PdfFile()
                .page("/Contents 4 0 R/Annots[" + "<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 6 0 R>>>>".repeat(count) + "]");
        pdf.stream("/Subtype/Form/BBox[0 0 9 9]/Resources<<" + PdfFile.USUAL_FONT + ">>", drawn);
        return pdf.end(PdfFile.GREETING);
    }

    private static byte[] outline(int size, String next) {
        PdfFile pdf = new PdfFile().catalog("/Outlines 6 0 R");
        pdf.object("<</First 7 0 R/Last 7 0 R/Count 1>>");
        for (int i = 0; i < size / 90; i++) {
            pdf.object("<</Title(Visit)/Parent 6 0 R/" + next + " " + (8 + i) + " 0 R/Dest[3 0 R/Fit]>>");
        }
        return pdf.end(PdfFile.GREETING);
    }
}
