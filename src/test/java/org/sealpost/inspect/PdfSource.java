package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A PDF of one page, written by hand: what no library writes, and programs do. Objects 1 to 5 are the usual ones. */
final class PdfSource {

    static final String HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    static final String GREETING = shown("(See you on Monday at noon.)");

    private String catalog = "";
    private String page = "";
    private String resources = "";
    private String font = HELVETICA;
    private String content = GREETING;
    private final List<String> more = new ArrayList<>();

    static String shown(String string) {
        return "BT /F1 12 Tf 50 700 Td " + string + " Tj ET";
    }

    static String stream(String dictionary, String content) {
        return "<<" + dictionary + "/Length " + content.length() + ">>stream\n" + content + "\nendstream";
    }

    PdfSource catalog(String entries) {
        catalog = entries;
        return this;
    }

    PdfSource page(String entries) {
        page = entries;
        return this;
    }

    PdfSource resources(String entries) {
        resources = entries;
        return this;
    }

    PdfSource font(String dictionary) {
        font = dictionary;
        return this;
    }

    PdfSource content(String operators) {
        content = operators;
        return this;
    }

    /** Objects 6 and on. */
    PdfSource object(String object) {
        more.add(object);
        return this;
    }

    byte[] octets() {
        List<String> objects = new ArrayList<>(List.of(
                "<</Type/Catalog/Pages 2 0 R " + catalog + ">>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>"
                        + resources + ">>" + page + ">>",
                stream("", content),
                font));
        objects.addAll(more);
        StringBuilder file = new StringBuilder("%PDF-1.7\n");
        List<Integer> places = new ArrayList<>();
        for (int number = 1; number <= objects.size(); number++) {
            places.add(file.length());
            file.append(number)
                    .append(" 0 obj\n")
                    .append(objects.get(number - 1))
                    .append("\nendobj\n");
        }
        int table = file.length();
        file.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
        places.forEach(place -> file.append(String.format("%010d 00000 n \n", place)));
        file.append("trailer<</Size ").append(objects.size() + 1).append("/Root 1 0 R>>\nstartxref\n");
        return file.append(table).append("\n%%EOF\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same file with another object in place of one, appended as editors save (ISO 32000-2 section 7.5.6). */
    static byte[] updated(byte[] file, int number, String object) {
        String before = new String(file, StandardCharsets.ISO_8859_1);
        int previous = before.lastIndexOf("xref\n0 ");
        int place = before.length();
        String written = number + " 0 obj\n" + object + "\nendobj\n";
        return (before + written + "xref\n" + number + " 1\n" + String.format("%010d 00000 n \n", place)
                        + "trailer<</Size 99/Root 1 0 R/Prev " + previous + ">>\nstartxref\n"
                        + (place + written.length()) + "\n%%EOF\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
