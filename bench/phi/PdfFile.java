package phi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A PDF that is written object by object, as no program writes one. Objects 1 to 5 are the usual ones, of one page. */
final class PdfFile {

    static final String HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    static final String GREETING = "BT /F1 12 Tf 50 700 Td (See you on Monday.) Tj ET ";
    static final String USUAL_FONT = "/Font<</F1 5 0 R>>";

    /** The first number that is free. */
    static final int FIRST = 6;

    /** Octets of one list of pages. */
    private static final int KIDS = 50_000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> places = new ArrayList<>();
    private String catalog = "";
    private String page = "/Contents 4 0 R";
    private String resources = USUAL_FONT;
    private String pages = "/Kids[3 0 R]/Count 1";

    PdfFile() {
        write("%PDF-1.7\n");
        for (int i = 0; i < FIRST; i++) {
            places.add(0);
        }
    }

    PdfFile catalog(String entries) {
        catalog = entries;
        return this;
    }

    /** In place of its content, too. */
    PdfFile page(String entries) {
        page = entries;
        return this;
    }

    PdfFile resources(String entries) {
        resources = entries;
        return this;
    }

    PdfFile pages(String entries) {
        pages = entries;
        return this;
    }

    /** Adds an object and returns its number. */
    int object(String object) {
        places.add(out.size());
        int number = places.size() - 1;
        write(number + " 0 obj" + object + " endobj\n");
        return number;
    }

    /** Adds a stream, deflated, and returns its number. */
    int stream(String dictionary, String content) {
        return stream(dictionary, latin(content));
    }

    int stream(String dictionary, byte[] content) {
        places.add(out.size());
        int number = places.size() - 1;
        stream(number, dictionary, content);
        return number;
    }

    private void stream(int number, String dictionary, byte[] content) {
        byte[] packed = deflated(content);
        write(number + " 0 obj<<" + dictionary + "/Filter/FlateDecode/Length " + packed.length + ">>stream\n");
        out.writeBytes(packed);
        write("\nendstream endobj\n");
    }

    static byte[] deflated(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            deflater.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** So many pages that all show the usual content. */
    byte[] alike(int count, String content) {
        StringBuilder kids = new StringBuilder();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            kids.append(object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]" + page + "/Resources<<" + resources + ">>>>")).append(" 0 R ");
            if (kids.length() > KIDS || i == count - 1) {
                all.append(object("<</Type/Pages/Parent 2 0 R/Count 1/Kids[" + kids + "]>>")).append(" 0 R ");
                kids.setLength(0);
            }
        }
        pages = "/Kids[" + all + "]/Count " + count;
        return end(content);
    }

    /** A content that uses so many fonts, each once. */
    byte[] fonts(int count, IntFunction<String> font, String shown) {
        StringBuilder names = new StringBuilder("/Font<</F1 5 0 R");
        StringBuilder content = new StringBuilder(GREETING + "BT ");
        for (int i = 0; i < count; i++) {
            names.append("/G").append(i).append(' ').append(object(font.apply(i))).append(" 0 R");
            content.append("/G").append(i).append(" 9 Tf ").append(shown).append(" Tj ");
        }
        resources = names + ">>";
        return end(content + "ET");
    }

    /** The whole file with a table of its objects. */
    byte[] end(String content) {
        usual(content);
        int table = out.size();
        StringBuilder xref = new StringBuilder("xref\n0 " + places.size() + "\n0000000000 65535 f \n");
        for (int number = 1; number < places.size(); number++) {
            xref.append(String.format(Locale.ROOT, "%010d 00000 n \n", places.get(number)));
        }
        write(xref + "trailer<</Size " + places.size() + "/Root 1 0 R>>\nstartxref\n" + table + "\n%%EOF\n");
        return out.toByteArray();
    }

    /**
     * The whole file with streams of objects: each object {@code <<>>}, and a list of some of them in the catalog.
     *
     * @param each objects of one stream
     */
    byte[] endOfStreams(int streams, int each) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int first = FIRST + streams;
        StringBuilder array = new StringBuilder("/X[");
        for (int stream = 0; stream < streams; stream++) {
            StringBuilder index = new StringBuilder();
            StringBuilder objects = new StringBuilder();
            for (int i = 0; i < each; i++) {
                int number = first + stream * each + i;
                index.append(number).append(' ').append(objects.length()).append(' ');
                objects.append("<<>>");
                if (i % 7 == 0) {
                    array.append(number).append(" 0 R ");
                }
                rows.write(2);
                number(rows, FIRST + stream, 4);
                number(rows, i, 3);
            }
            stream("/Type/ObjStm/N " + each + "/First " + index.length(), index.toString() + objects);
        }
        catalog = array + "]";
        usual(GREETING);
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        for (int number = 0; number < first; number++) {
            table.write(number == 0 ? 0 : 1);
            number(table, places.get(number), 4);
            number(table, 0, 3);
        }
        table.writeBytes(rows.toByteArray());
        int place = out.size();
        byte[] packed = deflated(table.toByteArray());
        int size = first + streams * each;
        write(size + " 0 obj<</Type/XRef/W[1 4 3]/Size " + size + "/Root 1 0 R/Filter/FlateDecode/Length " + packed.length + ">>stream\n");
        out.writeBytes(packed);
        write("\nendstream endobj\nstartxref\n" + place + "\n%%EOF\n");
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int value, int octets) {
        for (int i = octets - 1; i >= 0; i--) {
            out.write(value >>> 8 * i);
        }
    }

    /** A file that is saved again so many times, each time with a content of that size. */
    static byte[] revised(byte[] file, int count, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(file);
        int previous = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("xref\n0 ");
        for (int i = 0; i < count; i++) {
            int place = out.size();
            String content = GREETING + "% " + i + " ".repeat(Math.max(1, size - 300));
            out.writeBytes(latin("4 0 obj<</Length " + content.length() + ">>stream\n" + content + "\nendstream endobj\n"));
            int table = out.size();
            out.writeBytes(latin("xref\n4 1\n" + String.format(Locale.ROOT, "%010d 00000 n \n", place) + "trailer<</Size 9/Root 1 0 R/Prev "
                    + previous + ">>\nstartxref\n" + table + "\n%%EOF\n"));
            previous = table;
        }
        return out.toByteArray();
    }

    private void usual(String content) {
        usual(1, "<</Type/Catalog/Pages 2 0 R" + catalog + ">>");
        usual(2, "<</Type/Pages" + pages + ">>");
        usual(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<" + resources + ">>" + page + ">>");
        places.set(4, out.size());
        stream(4, "", latin(content));
        usual(5, HELVETICA);
    }

    private void usual(int number, String object) {
        places.set(number, out.size());
        write(number + " 0 obj" + object + " endobj\n");
    }

    private void write(String text) {
        out.writeBytes(latin(text));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
