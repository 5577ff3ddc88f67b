package org.sealpost.inspect;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.Ole10Native;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;

/** Real files with a text of one's choice, made by the libraries that office programs' formats are written with. */
final class Documents {

    private interface Content {
        void write(ByteArrayOutputStream out) throws Exception;
    }

    private Documents() {}

    static byte[] pdf(String... pages) {
        return octets(out -> {
            try (PDDocument document = pages(pages)) {
                document.save(out);
            }
        });
    }

    /** A page with a text and pictures. */
    static byte[] pdfWithPictures(int count, int width, int height) {
        return octets(out -> {
            try (PDDocument document = pages("Dear colleague")) {
                PDPage page = document.getPage(0);
                try (PDPageContentStream content =
                        new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true)) {
                    for (int i = 0; i < count; i++) {
                        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
                        picture.setRGB(i, 0, 0xffffff);
                        content.drawImage(LosslessFactory.createFromImage(document, picture), 72, 20 * i, 100, 20);
                    }
                }
                document.save(out);
            }
        });
    }

    static byte[] encryptedPdf(String text, String userPassword) {
        return octets(out -> {
            try (PDDocument document = pages(text)) {
                StandardProtectionPolicy policy =
                        new StandardProtectionPolicy("owner", userPassword, new AccessPermission());
                policy.setEncryptionKeyLength(256);
                document.protect(policy);
                document.save(out);
            }
        });
    }

    private static PDDocument pages(String... pages) throws IOException {
        PDDocument document = new PDDocument();
        for (String text : pages) {
            PDPage page = new PDPage();
            document.addPage(page);
            if (!text.isEmpty()) {
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(72, 700);
                    content.showText(text);
                    content.endText();
                }
            }
        }
        return document;
    }

    static byte[] docx(String text) {
        return octets(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                document.createParagraph().createRun().setText(text);
                document.write(out);
            }
        });
    }

    /** A document with a file in it. */
    static byte[] docxWith(String partName, String type, byte[] content) {
        return octets(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                document.createParagraph().createRun().setText("x");
                PackagePart part = document.getPackage().createPart(PackagingURIHelper.createPartName(partName), type);
                try (var inner = part.getOutputStream()) {
                    inner.write(content);
                }
                document.write(out);
            }
        });
    }

    /** A file as Office wraps one that someone drops into a document. */
    static byte[] packed(String name, byte[] content) {
        return octets(out -> {
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                Ole10Native.createOleMarkerEntry(files);
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                new Ole10Native(name, name, name, content).writeOut(packed);
                files.createDocument(new ByteArrayInputStream(packed.toByteArray()), Ole10Native.OLE10_NATIVE);
                files.writeFilesystem(out);
            }
        });
    }

    static byte[] xlsx(String... cells) {
        return workbook(new XSSFWorkbook(), new String[][] {cells});
    }

    static byte[] xls(String... cells) {
        return workbook(new HSSFWorkbook(), new String[][] {cells});
    }

    /** A sheet of these rows. */
    static byte[] xlsxOf(String[]... rows) {
        return workbook(new XSSFWorkbook(), rows);
    }

    private static byte[] workbook(Workbook workbook, String[]... rows) {
        return octets(out -> {
            try (workbook) {
                Sheet sheet = workbook.createSheet("Sheet");
                for (int i = 0; i < rows.length; i++) {
                    Row row = sheet.createRow(i);
                    for (int j = 0; j < rows[i].length; j++) {
                        row.createCell(j).setCellValue(rows[i][j]);
                    }
                }
                workbook.write(out);
            }
        });
    }

    /** A table of these rows, with a paragraph for each line of a cell. */
    static byte[] docxOf(String[]... rows) {
        return octets(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                XWPFTable table = document.createTable(rows.length, rows[0].length);
                for (int i = 0; i < rows.length; i++) {
                    for (int j = 0; j < rows[i].length; j++) {
                        XWPFTableCell cell = table.getRow(i).getCell(j);
                        String[] lines = rows[i][j].split("\n");
                        cell.setText(lines[0]);
                        for (int k = 1; k < lines.length; k++) {
                            cell.addParagraph().createRun().setText(lines[k]);
                        }
                    }
                }
                document.write(out);
            }
        });
    }

    static byte[] pptx(String text) {
        return octets(out -> {
            try (XMLSlideShow show = new XMLSlideShow()) {
                show.createSlide().createTextBox().setText(text);
                show.write(out);
            }
        });
    }

    static byte[] rtf(String text) {
        return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\pard " + text + "\\par}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] encryptedDocx(String text) {
        return octets(out -> {
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
                encryptor.confirmPassword("secret");
                try (var inner = encryptor.getDataStream(files)) {
                    inner.write(docx(text));
                }
                files.writeFilesystem(out);
            }
        });
    }

    static byte[] zip(String name, byte[] content) {
        return zip(Map.of(name, content));
    }

    static byte[] zip(Map<String, byte[]> entries) {
        return octets(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                }
            }
        });
    }

    /** An archive whose entries are not compressed, in their order, with names and sizes before their octets. */
    static byte[] stored(Map<String, byte[]> entries) {
        return octets(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setMethod(ZipOutputStream.STORED);
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    CRC32 sum = new CRC32();
                    sum.update(entry.getValue());
                    ZipEntry stored = new ZipEntry(entry.getKey());
                    stored.setSize(entry.getValue().length);
                    stored.setCrc(sum.getValue());
                    zip.putNextEntry(stored);
                    zip.write(entry.getValue());
                }
            }
        });
    }

    /** The same archive with an entry more, or with another content for one. */
    static byte[] with(byte[] archive, String name, byte[] content) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        entries.put(name, content);
        return zip(entries);
    }

    /** The same, with nothing compressed. */
    static byte[] storedWith(byte[] archive, String name, byte[] content) {
        return octets(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out);
                    ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(with(archive, name, content)))) {
                zip.setLevel(Deflater.NO_COMPRESSION);
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(zip);
                }
            }
        });
    }

    static byte[] gzip(byte[] content) {
        return octets(out -> {
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write(content);
            }
        });
    }

    private static byte[] octets(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            content.write(out);
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }
}
