package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.SSN;
import static org.sealpost.inspect.AttachmentTest.inspect;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openxmlformats.schemas.officeDocument.x2006.extendedProperties.CTProperties;

/** Text that a document shows in some other place than its pages, or not at all unless one asks. */
class HiddenTextTest {

    private interface Making<D> {
        void change(D document) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> findsTheNumberWhereverItStandsInAWordDocument() {
        return Stream.of(
                        word(
                                "header",
                                document -> document.createHeader(HeaderFooterType.DEFAULT)
                                        .createParagraph()
                                        .createRun()
                                        .setText(SSN)),
                        word(
                                "footer",
                                document -> document.createFooter(HeaderFooterType.DEFAULT)
                                        .createParagraph()
                                        .createRun()
                                        .setText(SSN)),
                        word(
                                "table",
                                document -> document.createTable(1, 1)
                                        .getRow(0)
                                        .getCell(0)
                                        .setText(SSN)),
                        word(
                                "footnote",
                                document -> document.createFootnote()
                                        .createParagraph()
                                        .createRun()
                                        .setText(SSN)),
                        word("comment", document -> {
                            document.createComments();
                            document.getDocComments()
                                    .createComment(BigInteger.ONE)
                                    .createParagraph()
                                    .createRun()
                                    .setText(SSN);
                        }),
                        word("hidden run", document -> {
                            XWPFRun run = document.createParagraph().createRun();
                            run.setVanish(true);
                            run.setText(SSN);
                        }),
                        word(
                                "deleted run",
                                document -> document.createParagraph()
                                        .getCTP()
                                        .addNewDel()
                                        .addNewR()
                                        .addNewDelText()
                                        .setStringValue(SSN)),
                        word("split runs", document -> {
                            var paragraph = document.createParagraph();
                            paragraph.createRun().setText("SSN 12");
                            paragraph.createRun().setText("3-45-6789");
                        }),
                        word(
                                "title",
                                document -> document.getProperties()
                                        .getCoreProperties()
                                        .setTitle(SSN)),
                        word(
                                "property",
                                document -> document.getProperties()
                                        .getCustomProperties()
                                        .addProperty("Note", SSN)),
                        word("manager", document -> properties(document).setManager(SSN)),
                        word("company", document -> properties(document).setCompany(SSN)),
                        word(
                                "base of links",
                                document -> properties(document).setHyperlinkBase("https://a.example/?" + SSN)),
                        word(
                                "title of a part",
                                document -> properties(document)
                                        .addNewTitlesOfParts()
                                        .addNewVector()
                                        .addNewVariant()
                                        .setLpstr(SSN)),
                        word(
                                "link",
                                document -> document.createParagraph()
                                        .createHyperlinkRun("https://example.org/?ssn=123-45-6789")
                                        .setText("x")))
                .map(HiddenTextTest::finds);
    }

    @TestFactory
    Stream<DynamicTest> findsTheNumberWhereverItStandsInAWorkbook() {
        return Stream.of(
                        sheet("hidden sheet", workbook -> {
                            workbook.createSheet("A").createRow(0).createCell(0).setCellValue(SSN);
                            workbook.createSheet("B");
                            workbook.setActiveSheet(1);
                            workbook.setSheetHidden(0, true);
                        }),
                        sheet("sheet's name", workbook -> workbook.createSheet(SSN)),
                        sheet("hidden row", workbook -> {
                            var row = workbook.createSheet("A").createRow(3);
                            row.createCell(0).setCellValue(SSN);
                            row.setZeroHeight(true);
                        }),
                        sheet("comment", workbook -> comment(workbook.createSheet("A"))),
                        sheet("number with a format", workbook -> {
                            Cell label = workbook.createSheet("A").createRow(0).createCell(0);
                            label.setCellValue("SSN");
                            Cell cell = label.getRow().createCell(1);
                            cell.setCellValue(123456789);
                            var style = workbook.createCellStyle();
                            style.setDataFormat(workbook.createDataFormat().getFormat("000-00-0000"));
                            cell.setCellStyle(style);
                        }),
                        sheet("formula's value", workbook -> {
                            Cell cell = workbook.createSheet("A").createRow(0).createCell(0);
                            cell.setCellFormula("CONCATENATE(\"SSN 123-45\",\"-6789\")");
                            workbook.getCreationHelper()
                                    .createFormulaEvaluator()
                                    .evaluateFormulaCell(cell);
                        }),
                        made("manager", out -> {
                            try (HSSFWorkbook workbook = new HSSFWorkbook()) {
                                workbook.createSheet("A");
                                workbook.createInformationProperties();
                                workbook.getDocumentSummaryInformation().setManager(SSN);
                                workbook.write(out);
                            }
                        }),
                        sheet(
                                "header",
                                workbook ->
                                        workbook.createSheet("A").getHeader().setLeft(SSN)))
                .map(HiddenTextTest::finds);
    }

    @TestFactory
    Stream<DynamicTest> findsTheNumberWhereverItStandsInAPresentation() {
        return Stream.of(
                        slides("notes", show -> {
                            XSLFSlide slide = show.createSlide();
                            show.getNotesSlide(slide).getPlaceholder(1).setText(SSN);
                        }),
                        slides("hidden slide", show -> {
                            XSLFSlide slide = show.createSlide();
                            slide.createTextBox().setText(SSN);
                            slide.setHidden(true);
                        }),
                        slides(
                                "table",
                                show -> show.createSlide()
                                        .createTable(1, 1)
                                        .getCell(0, 0)
                                        .setText(SSN)))
                .map(HiddenTextTest::finds);
    }

    @TestFactory
    Stream<DynamicTest> findsTheNumberWhereverItStandsInAPdf() {
        return Stream.of(
                        pdf(
                                "title",
                                document -> document.getDocumentInformation().setTitle(SSN)),
                        pdf(
                                "property",
                                document -> document.getDocumentInformation().setCustomMetadataValue("Note", SSN)),
                        pdf("annotation", document -> {
                            PDAnnotationText note = new PDAnnotationText();
                            note.setContents(SSN);
                            note.setRectangle(new PDRectangle(9, 9, 9, 9));
                            document.getPage(0).setAnnotations(List.of(note));
                        }),
                        pdf("bookmark", document -> {
                            PDDocumentOutline outline = new PDDocumentOutline();
                            PDOutlineItem item = new PDOutlineItem();
                            item.setTitle(SSN);
                            outline.addLast(item);
                            document.getDocumentCatalog().setDocumentOutline(outline);
                        }),
                        pdf("field", document -> {
                            PDAcroForm form = new PDAcroForm(document);
                            form.setDefaultAppearance("/Helv 0 Tf 0 g");
                            PDTextField field = new PDTextField(form);
                            field.setPartialName("ssn");
                            field.getCOSObject().setString(org.apache.pdfbox.cos.COSName.V, SSN);
                            form.setFields(List.of(field));
                            document.getDocumentCatalog().setAcroForm(form);
                        }),
                        pdf("invisible text", document -> {
                            try (PDPageContentStream content = new PDPageContentStream(
                                    document, document.getPage(0), PDPageContentStream.AppendMode.APPEND, false)) {
                                content.beginText();
                                content.setRenderingMode(RenderingMode.NEITHER);
                                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 9);
                                content.showText(SSN);
                                content.endText();
                            }
                        }))
                .map(HiddenTextTest::finds);
    }

    private record Document(String where, byte[] octets) {}

    private static DynamicTest finds(Document document) {
        return DynamicTest.dynamicTest(document.where(), () -> {
            Findings findings = inspect("", "application/octet-stream", document.octets());
            assertThat(findings.identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
            assertThat(findings.uninspectable()).isEmpty();
        });
    }

    private static CTProperties properties(XWPFDocument document) {
        return document.getProperties().getExtendedProperties().getUnderlyingProperties();
    }

    private static Document word(String where, Making<XWPFDocument> making) {
        return made(where, out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                document.createParagraph().createRun().setText("x");
                making.change(document);
                document.write(out);
            }
        });
    }

    private static Document sheet(String where, Making<XSSFWorkbook> making) {
        return made(where, out -> {
            try (XSSFWorkbook workbook = new XSSFWorkbook()) {
                making.change(workbook);
                workbook.write(out);
            }
        });
    }

    private static Document slides(String where, Making<XMLSlideShow> making) {
        return made(where, out -> {
            try (XMLSlideShow show = new XMLSlideShow()) {
                making.change(show);
                show.write(out);
            }
        });
    }

    private static Document pdf(String where, Making<PDDocument> making) {
        return made(where, out -> {
            try (PDDocument document = new PDDocument()) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 9);
                    content.newLineAtOffset(72, 700);
                    content.showText("x");
                    content.endText();
                }
                making.change(document);
                document.save(out);
            }
        });
    }

    private static void comment(Sheet sheet) {
        var row = sheet.createRow(0);
        var anchor = sheet.getWorkbook().getCreationHelper().createClientAnchor();
        Comment comment = sheet.createDrawingPatriarch().createCellComment(anchor);
        comment.setString(sheet.getWorkbook().getCreationHelper().createRichTextString(SSN));
        row.createCell(0).setCellComment(comment);
    }

    private static Document made(String where, Making<OutputStream> making) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            making.change(out);
        } catch (Exception impossible) {
            throw new AssertionError(where, impossible);
        }
        return new Document(where, out.toByteArray());
    }
}
