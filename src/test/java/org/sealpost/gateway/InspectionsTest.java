package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.KnownNames;
import org.sealpost.inspect.PhiKind;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;

/** On which threads messages are inspected, how many at a time, and what follows when one ends otherwise than it should. */
@Timeout(60)
class InspectionsTest {

    private static final PracticeId PRACTICE = new PracticeId("north");
    private static final String NUMBER = "His social security number is 078-05-1120.\r\n";
    private static final RawMessage SMALL = message("text/plain", NUMBER);
    private static final RawMessage LARGE =
            message("text/plain", "A line of no importance.\r\n".repeat(12_000) + NUMBER);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Inspections> open = new ArrayList<>();

    @AfterEach
    void end() {
        release.countDown();
        open.forEach(Inspections::close);
        callers.shutdownNow();
    }

    @Test
    void aSmallMessageIsInspectedWhereItIs() {
        Findings findings = inspections(1, this::noted).of(PRACTICE, SMALL);

        assertThat(findings.counts()).containsKey(PhiKind.SSN);
        assertThat(threads).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void aLargeOneIsInspectedOnAThreadOfTheirOwn() {
        Findings findings = inspections(1, this::noted).of(PRACTICE, LARGE);

        assertThat(findings.counts()).containsKey(PhiKind.SSN);
        assertThat(threads).singleElement().asString().startsWith("inspection-");
    }

    /** An archive may hold far more than it shows; a letter does not. */
    @Test
    void whereAllPlacesAreTakenASmallOneWithAnArchiveWaitsAndOneWithAShortDocumentDoesNot() throws Exception {
        Inspections inspections = inspections(1, this::blockedOnTheirOwnThreads);
        callers.submit(() -> inspections.of(PRACTICE, LARGE));
        await().until(() -> threads.size() == 1);

        Future<Findings> archive = callers.submit(() -> inspections.of(PRACTICE, archive()));
        assertThat(inspections.of(PRACTICE, letter()).counts()).containsKey(PhiKind.SSN);
        assertThat(archive.isDone()).isFalse();

        release.countDown();
        assertThat(archive.get().counts()).containsKey(PhiKind.SSN);
    }

    @Test
    void noMoreThanThePlacesGoOnAtATimeAndAllAreDone() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier both = new CyclicBarrier(2);
        Inspections inspections = inspections(2, practice -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            meet(both);
            running.decrementAndGet();
            return KnownNames.none();
        });

        List<Future<Findings>> all = IntStream.range(0, 8)
                .mapToObj(i -> callers.submit(() -> inspections.of(PRACTICE, LARGE)))
                .toList();
        for (Future<Findings> one : all) {
            assertThat(one.get().counts()).containsKey(PhiKind.SSN);
        }

        assertThat(most).hasValue(2);
    }

    /** A message that is not looked at does not go out; those that need no place do not wait for one. */
    @Test
    void whereAllPlacesAreTakenALargeOneWaitsAndASmallOneDoesNot() throws Exception {
        Inspections inspections = inspections(1, this::blockedOnTheirOwnThreads);
        Future<Findings> first = callers.submit(() -> inspections.of(PRACTICE, LARGE));
        await().until(() -> threads.size() == 1);
        Future<Findings> second = callers.submit(() -> inspections.of(PRACTICE, LARGE));

        assertThat(inspections.of(PRACTICE, SMALL).counts()).containsKey(PhiKind.SSN);
        assertThat(first.isDone()).isFalse();
        assertThat(second.isDone()).isFalse();

        release.countDown();
        assertThat(first.get().counts()).containsKey(PhiKind.SSN);
        assertThat(second.get().counts()).containsKey(PhiKind.SSN);
    }

    @Test
    void oneThatFailsIsToldToItsClientAndLeavesItsPlaceToTheNext() {
        AtomicInteger asked = new AtomicInteger();
        Inspections inspections = inspections(1, practice -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalArgumentException("for this test");
            }
            return KnownNames.none();
        });

        assertThatThrownBy(() -> inspections.of(PRACTICE, LARGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an inspection failed");
        assertThat(inspections.of(PRACTICE, LARGE).counts()).containsKey(PhiKind.SSN);
    }

    @Test
    void aFullHeapIsToldToItsClientAsWhatItIs() {
        AtomicInteger asked = new AtomicInteger();
        OutOfMemoryError full = new OutOfMemoryError("for this test");
        Inspections inspections = inspections(1, practice -> {
            if (asked.incrementAndGet() == 1) {
                throw full;
            }
            return KnownNames.none();
        });

        assertThatThrownBy(() -> inspections.of(PRACTICE, LARGE)).isSameAs(full);
        assertThat(inspections.of(PRACTICE, LARGE).counts()).containsKey(PhiKind.SSN);
    }

    @Test
    void oneThatNobodyWaitsForAnyMoreTakesNoPlace() throws Exception {
        Inspections inspections = inspections(1, this::blockedOnTheirOwnThreads);
        Future<Findings> first = callers.submit(() -> inspections.of(PRACTICE, LARGE));
        await().until(() -> threads.size() == 1);
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        Thread leaving = Thread.ofVirtual().start(() -> {
            try {
                inspections.of(PRACTICE, LARGE);
            } catch (IllegalStateException interrupted) {
                thrown.set(interrupted);
            }
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        await().until(() -> leaving.getState() == Thread.State.WAITING);

        leaving.interrupt();

        assertThat(stillInterrupted.get()).isTrue();
        assertThat(thrown.get()).hasMessage("interrupted in an inspection");
        release.countDown();
        assertThat(first.get().counts()).containsKey(PhiKind.SSN);
        assertThat(inspections.of(PRACTICE, LARGE).counts()).containsKey(PhiKind.SSN);
        assertThat(threads).as("the first and the last").hasSize(2);
    }

    @Test
    void whoeverWaitsForAPlaceWhenTheProgramEndsIsTold() throws Exception {
        Inspections inspections = inspections(1, this::blockedOnTheirOwnThreads);
        Future<Findings> first = callers.submit(() -> inspections.of(PRACTICE, LARGE));
        await().until(() -> threads.size() == 1);
        AtomicReference<Thread> caller = new AtomicReference<>();
        Future<Findings> second = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return inspections.of(PRACTICE, LARGE);
        });
        await().until(() -> caller.get() != null && caller.get().getState() == Thread.State.WAITING);

        inspections.close();

        for (Future<Findings> one : List.of(first, second)) {
            assertThatThrownBy(one::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> inspections.of(PRACTICE, LARGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the program ends");
    }

    private Inspections inspections(int places, Function<PracticeId, KnownNames> names) {
        Inspections made = new Inspections(names, places);
        open.add(made);
        return made;
    }

    private KnownNames noted(PracticeId practice) {
        threads.add(Thread.currentThread().getName());
        return KnownNames.none();
    }

    private KnownNames blockedOnTheirOwnThreads(PracticeId practice) {
        if (Thread.currentThread().getName().startsWith("inspection-")) {
            threads.add(Thread.currentThread().getName());
            try {
                release.await();
            } catch (InterruptedException ending) {
                throw new IllegalStateException(ending);
            }
        }
        return KnownNames.none();
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await();
        } catch (InterruptedException | BrokenBarrierException ending) {
            throw new IllegalStateException(ending);
        }
    }

    private static RawMessage archive() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            zip.putNextEntry(new ZipEntry("note.txt"));
            zip.write(NUMBER.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return message(
                "application/zip\r\nContent-Transfer-Encoding: base64",
                Base64.getMimeEncoder().encodeToString(octets.toByteArray()) + "\r\n");
    }

    private static RawMessage letter() {
        String page = "BT /F1 9 Tf 50 780 Td (" + NUMBER.strip() + ") Tj ET";
        String document = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
                + "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
                + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
                + " /Resources << /Font << /F1 4 0 R >> >> >>\nendobj\n"
                + "4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
                + "5 0 obj\n<< /Length " + page.length() + " >>\nstream\n" + page + "\nendstream\nendobj\n"
                + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";
        return message(
                "application/pdf\r\nContent-Transfer-Encoding: base64",
                Base64.getMimeEncoder().encodeToString(document.getBytes(StandardCharsets.US_ASCII)) + "\r\n");
    }

    private static RawMessage message(String type, String body) {
        return RawMessage.of(("From: ada@practice.example\r\nTo: bo@patient.example\r\nSubject: Note\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: " + type + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }
}
