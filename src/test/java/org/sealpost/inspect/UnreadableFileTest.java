package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.latin;
import static org.sealpost.inspect.AttachmentTest.mail;
import static org.sealpost.inspect.AttachmentTest.reasons;
import static org.sealpost.inspect.UninspectableReason.ATTACHMENT_NOT_READ;
import static org.sealpost.inspect.UninspectableReason.BROKEN_FILE;
import static org.sealpost.inspect.UninspectableReason.ENCRYPTED;
import static org.sealpost.inspect.UninspectableReason.HIDDEN_CONTENT;
import static org.sealpost.inspect.UninspectableReason.NO_TEXT;
import static org.sealpost.inspect.UninspectableReason.TOO_DEEP;
import static org.sealpost.inspect.UninspectableReason.TOO_LARGE;
import static org.sealpost.inspect.UninspectableReason.TOO_MANY_PARTS;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.RawMessage;

/** Files that cannot be read, or not wholly: each is said to be so within seconds. */
class UnreadableFileTest {

    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final int MANY = 60_000_000;

    /** "SSN 123-45-6789" in a.txt, encrypted with the password "secret" by Info-ZIP 3.0 ({@code zip -P}). */
    private static final String ENCRYPTED_ZIP =
            "UEsDBAoACQAAAEV2fF0x9B4xGwAAAA8AAAAFAAAAYS50eHQ91Kt2FYXVf/cOX0XMbRtI0tLnZgo4LwvQ291QSwcIMfQeMRsAAAAPAAAAUEsBAh4DCgAJAAAARXZ8XTH0HjEbAAAADwAAAAUAAAAAAAAAAQAAAKSBAAAAAGEudHh0UEsFBgAAAAABAAEAMwAAAE4AAAAAAA==";

    private static final String BINHEX =
            "(This file must be converted with BinHex 4.0)\r\n\r\n:#h0[BA0[F@9aG'9[D@aPD`!!!!!!\r\n";

    private record Case(String what, byte[] octets, UninspectableReason reason) {}

    @TestFactory
    Stream<DynamicTest> saysWhatItCannotReadAndWhy() {
        byte[] document = Documents.docx("Opening hours");
        byte[] archive = Documents.zip("a.txt", latin("Opening hours"));
        return Stream.of(
                        new Case("encrypted PDF", Documents.encryptedPdf("x", "secret"), ENCRYPTED),
                        new Case("encrypted zip", Base64.getMimeDecoder().decode(ENCRYPTED_ZIP), ENCRYPTED),
                        new Case("encrypted docx", Documents.encryptedDocx("x"), ENCRYPTED),
                        new Case("PDF of a scan", Documents.pdf(""), NO_TEXT),
                        new Case("PDF with a scanned page", Documents.pdf("Opening hours", ""), NO_TEXT),
                        new Case(
                                "PDF of a letter with a scan on it", Documents.pdfWithPictures(1, 1000, 1000), NO_TEXT),
                        new Case(
                                "PDF of a letter with a scan in strips",
                                Documents.pdfWithPictures(20, 1000, 50),
                                NO_TEXT),
                        new Case("photo", png(1000, 1000), ATTACHMENT_NOT_READ),
                        new Case("7z", latin("7z\u00bc\u00af\u0027\u001c\0\u0004"), ATTACHMENT_NOT_READ),
                        new Case("PostScript", latin("%!PS-Adobe-3.0\n(Opening hours) show"), ATTACHMENT_NOT_READ),
                        new Case(
                                "PostScript of a printer's program",
                                latin("\u0004%!PS-Adobe-3.0\n(Opening hours) show"),
                                ATTACHMENT_NOT_READ),
                        new Case("BinHex", latin(BINHEX), HIDDEN_CONTENT),
                        new Case("program", latin("MZ\u0090\0\u0003\0"), ATTACHMENT_NOT_READ),
                        new Case(
                                "text of a foreign alphabet",
                                latin("\u00e4\u00f6\u00fc\u00df\u00e1".repeat(20)),
                                UninspectableReason.BROKEN_CHARSET),
                        new Case(
                                "scan in a document",
                                Documents.docxWith("/word/media/a.png", "image/png", png(1000, 1000)),
                                ATTACHMENT_NOT_READ),
                        new Case("truncated PDF", latin("%PDF-1.7\n1 0 obj\n<</Type"), BROKEN_FILE),
                        new Case("truncated zip", Arrays.copyOf(archive, archive.length - 30), BROKEN_FILE),
                        new Case("truncated docx", Arrays.copyOf(document, document.length / 2), BROKEN_FILE),
                        new Case("truncated xls", Arrays.copyOf(Documents.xls("x"), 700), BROKEN_FILE),
                        new Case(
                                "truncated gzip",
                                Arrays.copyOf(Documents.gzip(latin("x".repeat(99))), 20),
                                BROKEN_FILE),
                        new Case(
                                "truncated winmail.dat",
                                Arrays.copyOf(Tnef.message("x", "y", Map.of()), 40),
                                BROKEN_FILE),
                        new Case("zip bomb", Documents.zip("a.txt", new byte[MANY]), TOO_LARGE),
                        new Case("gzip bomb", Documents.gzip(new byte[MANY]), TOO_LARGE),
                        new Case("10,000 entries", manyEntries(10_000), TOO_MANY_PARTS),
                        new Case("nested too deep", nested(30), TOO_DEEP),
                        new Case(
                                "office document with a huge entry",
                                Documents.with(document, "word/huge.xml", new byte[MANY]),
                                TOO_LARGE),
                        new Case(
                                "office document with entities",
                                Documents.with(document, "word/document.xml", entities()),
                                HIDDEN_CONTENT),
                        new Case("PDF that unfolds far", pdfWithStream(deflated(new byte[MANY])), TOO_LARGE),
                        new Case(
                                "PDF that unfolds twice",
                                pdfWithStream(deflated(deflated(new byte[4 * MANY]))),
                                TOO_LARGE),
                        new Case(
                                "PDF with more pages than are read",
                                latin("%PDF-1.4\n1 0 obj<</Type/Pages/Kids[" + "2 0 R ".repeat(20_000) + "]>>endobj\n"),
                                TOO_LARGE),
                        new Case(
                                "two archives in the same octets",
                                both(archive, Documents.zip("b.txt", latin("x"))),
                                HIDDEN_CONTENT),
                        new Case("another name in front", renamedInFront(archive), HIDDEN_CONTENT),
                        new Case(
                                "PDF that is an archive too",
                                both(Documents.pdf("Opening hours"), archive),
                                HIDDEN_CONTENT))
                .map(one -> DynamicTest.dynamicTest(
                        one.what(),
                        () -> assertTimeoutPreemptively(LIMIT, () -> {
                            Findings findings = inspect("", "application/octet-stream", one.octets());
                            assertThat(reasons(findings)).contains(one.reason());
                            assertThat(reasons(findings)).doesNotContain(UninspectableReason.INSPECTION_FAILED);
                        })));
    }

    /** Their octets are ASCII, what they show is drawn or packed. */
    @TestFactory
    Stream<DynamicTest> filesOfAsciiThatAreNoTextAreCounted() {
        return Stream.of(
                        "a.ps application/octet-stream",
                        "a.eps application/octet-stream",
                        "a.hqx application/octet-stream",
                        "a application/postscript",
                        "a application/mac-binhex40")
                .map(file -> DynamicTest.dynamicTest(file, () -> {
                    String[] named = file.split(" ", 2);
                    Findings findings = inspect(named[0], named[1], latin(BINHEX + AttachmentTest.SSN));
                    assertThat(reasons(findings)).contains(ATTACHMENT_NOT_READ);
                    assertThat(findings.counts()).containsKey(PhiKind.SSN);
                }));
    }

    @Test
    void whatPostScriptHoldsAsTextIsFound() {
        assertThat(inspect("a.ps", "application/postscript", latin("%!PS\n(" + AttachmentTest.SSN + ") show\n"))
                        .counts())
                .containsKey(PhiKind.SSN);
    }

    @TestFactory
    Stream<DynamicTest> aTextThatCallsItselfAnotherFileIsReadAndCounted() {
        return Stream.of("a.pdf", "a.docx", "a.png", "winmail.dat")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Findings findings = inspect(name, "application/octet-stream", latin(AttachmentTest.SSN));
                    assertThat(findings.counts()).containsOnlyKeys(PhiKind.SSN);
                    assertThat(reasons(findings)).containsExactly(ATTACHMENT_NOT_READ);
                }));
    }

    @Test
    void logosAreNoPages() {
        byte[] letter = Documents.docxWith("/word/media/a.png", "image/png", png(400, 200));
        assertThat(inspect("", "application/octet-stream", Documents.pdfWithPictures(2, 400, 200))
                        .uninspectable())
                .isEmpty();
        assertThat(inspect("", "application/octet-stream", letter).uninspectable())
                .isEmpty();
        assertThat(reasons(signed("image/png", png(400, 200), "<logo@x>", "cid:logo@x")))
                .isEmpty();
    }

    /** A letter with a logo and icons, and a correspondence of several such senders. */
    @Test
    void theLogosOfSeveralSignaturesAreNoPage() {
        assertThat(reasons(pictures(12, i -> i < 4 ? png(400, 200 + i) : png(64, 64 + i))))
                .isEmpty();
        assertThat(reasons(pictures(30, i -> png(500, 500)))).isEmpty();
    }

    /** As a scan comes that is cut into strips, which stand below each other. */
    @Test
    void manySmallPicturesAreAPage() {
        assertThat(reasons(pictures(12, i -> png(500 - i, 500)))).containsExactly(ATTACHMENT_NOT_READ);
        byte[] document = Documents.docxWith("/word/media/a.png", "image/png", png(64, 64));
        for (int i = 0; i < 12; i++) {
            document = Documents.with(document, "word/media/image" + i + ".png", png(500 - i, 500));
        }
        assertThat(reasons(inspect("", "application/octet-stream", document))).containsExactly(ATTACHMENT_NOT_READ);
    }

    @TestFactory
    Stream<DynamicTest> otherPicturesMayBePages() {
        return Stream.of(
                        signed("image/png", png(1000, 1000), "<logo@x>", "cid:logo@x"),
                        signed("image/png", png(400, 200), "<other@x>", "cid:logo@x"),
                        signed("image/png", png(400, 200), "<logo@x>", "https://www.example.org/logo"),
                        inspect("logo.png", "image/png", png(400, 200)),
                        inspect("a.zip", "application/zip", Documents.zip("logo.png", png(400, 200))))
                .map(findings -> DynamicTest.dynamicTest(
                        findings.toString(), () -> assertThat(reasons(findings)).containsExactly(ATTACHMENT_NOT_READ)));
    }

    @Test
    void aReaderThatNeverEndsIsGivenUp() {
        InspectionLimits limits = new InspectionLimits(
                16,
                1000,
                1000,
                1000,
                Duration.ofSeconds(10),
                new FileLimits(9, 9, 9, 1 << 20, 1 << 20, 9, 9, Duration.ZERO));
        Findings findings = new Inspector(limits)
                .inspect(RawMessage.of(mail("a.pdf", "application/pdf", Documents.pdf(AttachmentTest.SSN))));
        assertThat(reasons(findings)).containsExactly(UninspectableReason.TIMED_OUT);
    }

    @Test
    void onlyAFewReadersRunAtOnceHoweverManyNeverEnd() throws Exception {
        java.util.concurrent.CountDownLatch end = new java.util.concurrent.CountDownLatch(1);
        try {
            int started = 0;
            while (started < 100 && startsWithin(end)) {
                started++;
            }
            assertThat(started).isBetween(2, 64);
        } finally {
            end.countDown();
        }
        org.awaitility.Awaitility.await()
                .until(() ->
                        FileThreads.call(() -> "read", Duration.ofSeconds(1)).isPresent());
    }

    /** Nine kids below each node, all of them the same: its reader would go down nine to the power of thirty ways. */
    @Test
    void namesOfAPdfThatAreNoTreeAreTooMuch() throws Exception {
        byte[] octets;
        try (org.apache.pdfbox.pdmodel.PDDocument document = new org.apache.pdfbox.pdmodel.PDDocument()) {
            document.addPage(new org.apache.pdfbox.pdmodel.PDPage());
            org.apache.pdfbox.cos.COSDictionary node = new org.apache.pdfbox.cos.COSDictionary();
            for (int level = 0; level < 30; level++) {
                org.apache.pdfbox.cos.COSArray kids = new org.apache.pdfbox.cos.COSArray();
                for (int kid = 0; kid < 9; kid++) {
                    kids.add(new org.apache.pdfbox.cos.COSObject(
                            node, new org.apache.pdfbox.cos.COSObjectKey(level + 9L, 0)));
                }
                node = new org.apache.pdfbox.cos.COSDictionary();
                node.setItem(org.apache.pdfbox.cos.COSName.KIDS, kids);
            }
            org.apache.pdfbox.cos.COSDictionary names = new org.apache.pdfbox.cos.COSDictionary();
            names.setItem("JavaScript", node);
            document.getDocumentCatalog().getCOSObject().setItem(org.apache.pdfbox.cos.COSName.NAMES, names);
            java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
            document.save(out, org.apache.pdfbox.pdfwriter.compress.CompressParameters.NO_COMPRESSION);
            octets = out.toByteArray();
        }
        assertThat(octets.length).isLessThan(20_000);
        assertThat(reasons(inspect("a.pdf", "application/pdf", octets))).containsExactly(TOO_LARGE);
    }

    /** However long it might wait: on a quiet machine it would hold a processor for all of its time. */
    @Test
    void aReaderIsGivenUpThatTakesTooMuchOfAProcessor() throws Exception {
        for (int document = 0; document < 50; document++) {
            // The first ones of a process get more.
            FileThreads.call(() -> "read", Duration.ofSeconds(1));
        }
        java.lang.management.ThreadMXBean processor = java.lang.management.ManagementFactory.getThreadMXBean();
        java.util.concurrent.CompletableFuture<Long> taken = new java.util.concurrent.CompletableFuture<>();
        assertThat(FileThreads.call(
                        () -> {
                            long start = processor.getCurrentThreadCpuTime();
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            return taken.complete(processor.getCurrentThreadCpuTime() - start);
                        },
                        Duration.ofSeconds(4)))
                .isEmpty();
        assertThat(Duration.ofNanos(taken.get())).isLessThan(Duration.ofSeconds(3));
    }

    private static boolean startsWithin(java.util.concurrent.CountDownLatch end) {
        java.util.concurrent.atomic.AtomicBoolean started = new java.util.concurrent.atomic.AtomicBoolean();
        FileThreads.call(
                () -> {
                    started.set(true);
                    boolean over = false;
                    while (!over) {
                        try {
                            end.await();
                            over = true;
                        } catch (InterruptedException deaf) {
                            // As code that does not listen.
                        }
                    }
                    return "";
                },
                Duration.ofMillis(100));
        return started.get();
    }

    @Test
    void whatIsReadLeavesNoFileBehind() throws Exception {
        java.nio.file.Path temporary = java.nio.file.Path.of(System.getProperty("java.io.tmpdir"));
        byte[][] documents = {
            Documents.pdf("x"),
            Documents.docx("x"),
            Documents.xls("x"),
            Documents.xlsx("x"),
            Documents.pptx("x"),
            Documents.encryptedDocx("x"),
            Arrays.copyOf(Documents.docx("x"), 900)
        };
        // Making them does leave some.
        Set<String> before = tikaFiles(temporary);
        for (byte[] octets : documents) {
            inspect("", "application/octet-stream", octets);
        }
        assertThat(tikaFiles(temporary)).isSubsetOf(before);
    }

    private static Set<String> tikaFiles(java.nio.file.Path folder) throws java.io.IOException {
        try (Stream<java.nio.file.Path> files = java.nio.file.Files.walk(folder, 2)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.contains("tika") || name.contains("poi") || name.contains("PDFBox"))
                    .collect(java.util.stream.Collectors.toSet());
        }
    }

    private static Findings signed(String type, byte[] picture, String contentId, String source) {
        return new Inspector()
                .inspect(RawMessage.of(latin("From: a@practice.example\r\nTo: b@example.org\r\n"
                        + "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=\""
                        + source + "\">\r\n--b\r\nContent-Type: " + type + "\r\nContent-ID: " + contentId
                        + "\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(picture) + "\r\n--b--\r\n")));
    }

    /** A letter that shows so many pictures. */
    private static Findings pictures(int count, IntFunction<byte[]> picture) {
        StringBuilder html = new StringBuilder();
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < count; i++) {
            html.append("<img src=\"cid:image").append(i).append("@x\">");
            parts.append("\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <image")
                    .append(i)
                    .append("@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .append(Base64.getMimeEncoder().encodeToString(picture.apply(i)));
        }
        return new Inspector()
                .inspect(RawMessage.of(latin("From: a@practice.example\r\nTo: b@example.org\r\n"
                        + "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
                        + html + parts + "\r\n--b--\r\n")));
    }

    static byte[] png(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            javax.imageio.ImageIO.write(
                    new java.awt.image.BufferedImage(width, height, java.awt.image.BufferedImage.TYPE_BYTE_BINARY),
                    "png",
                    out);
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    private static byte[] manyEntries(int count) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put(i + ".txt", new byte[0]);
        }
        return Documents.zip(entries);
    }

    private static byte[] nested(int depth) {
        byte[] inner = latin("x");
        for (int i = 0; i < depth; i++) {
            inner = Documents.zip("a", inner);
        }
        return inner;
    }

    /** "Billion laughs": ten entities, each ten of the one before. */
    private static byte[] entities() {
        StringBuilder document = new StringBuilder("<?xml version='1.0'?><!DOCTYPE d [<!ENTITY e0 'ha'>");
        for (int i = 1; i < 10; i++) {
            document.append("<!ENTITY e" + i + " '" + ("&e" + (i - 1) + ";").repeat(10) + "'>");
        }
        return latin(document + "]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
                + "<w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>");
    }

    private static byte[] pdfWithStream(byte[] deflated) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(latin("%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length "
                + deflated.length + "/Filter[/FlateDecode/FlateDecode]>>stream\n"));
        out.writeBytes(deflated);
        out.writeBytes(latin("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"));
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] octets) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(octets);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] both(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .order(ByteOrder.BIG_ENDIAN)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] renamedInFront(byte[] archive) {
        byte[] other = archive.clone();
        other[30] = 'b';
        return other;
    }
}
