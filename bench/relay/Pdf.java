package relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/** A leaflet as practices attach it: one page of text, packed, and a picture that fills up the size. */
final class Pdf {

    private static final int LINE = 80;
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Integer> places = new ArrayList<>();

    private Pdf() {}

    /**
     * Writes a file.
     *
     * @param text what its page says, in ASCII
     * @param size octets of the whole, within a few
     * @param random what the picture is made of: what cannot be packed any further
     */
    static byte[] write(String text, int size, Random random) {
        Pdf pdf = new Pdf();
        pdf.text("%PDF-1.4\n");
        pdf.object("<< /Type /Catalog /Pages 2 0 R >>");
        pdf.object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        pdf.object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
                + " /Resources << /Font << /F1 4 0 R >> /XObject << /Im1 6 0 R >> >> >>");
        pdf.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        pdf.stream("/Filter /FlateDecode", packed(page(text)));
        byte[] picture = new byte[Math.max(JPEG.length, size - pdf.file.size() - 500)];
        random.nextBytes(picture);
        System.arraycopy(JPEG, 0, picture, 0, JPEG.length);
        pdf.stream(
                "/Type /XObject /Subtype /Image /Width 400 /Height 300 /ColorSpace /DeviceRGB"
                        + " /BitsPerComponent 8 /Filter /DCTDecode",
                picture);
        return pdf.end();
    }

    private static String page(String text) {
        StringBuilder page = new StringBuilder("q 200 0 0 150 350 650 cm /Im1 Do Q\nBT /F1 9 Tf 11 TL 50 780 Td\n");
        int begin = 0;
        while (begin < text.length()) {
            int space = text.lastIndexOf(' ', begin + LINE);
            int end = text.length() - begin <= LINE || space <= begin ? Math.min(text.length(), begin + LINE) : space;
            page.append('(')
                    .append(text.substring(begin, end).strip().replaceAll("([()\\\\])", "\\\\$1"))
                    .append(") Tj T*\n");
            begin = end;
        }
        return page.append("ET\n").toString();
    }

    private static byte[] packed(String text) {
        Deflater deflater = new Deflater();
        deflater.setInput(text.getBytes(StandardCharsets.US_ASCII));
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] block = new byte[4096];
        while (!deflater.finished()) {
            packed.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return packed.toByteArray();
    }

    private void object(String dictionary) {
        begin();
        text(dictionary + "\nendobj\n");
    }

    private void stream(String dictionary, byte[] octets) {
        begin();
        text("<< " + dictionary + " /Length " + octets.length + " >>\nstream\n");
        file.writeBytes(octets);
        text("\nendstream\nendobj\n");
    }

    private void begin() {
        places.add(file.size());
        text(places.size() + " 0 obj\n");
    }

    private byte[] end() {
        int table = file.size();
        text("xref\n0 " + (places.size() + 1) + "\n0000000000 65535 f \n");
        places.forEach(place -> text("%010d 00000 n \n".formatted(place)));
        text("trailer\n<< /Size " + (places.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
        return file.toByteArray();
    }

    private void text(String text) {
        file.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
