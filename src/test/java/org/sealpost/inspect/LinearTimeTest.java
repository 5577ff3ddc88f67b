package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/** What is worst for each station: an answer within seconds, for linear time and a limit of it. */
class LinearTimeTest {

    private static final int SIZE = 10_000_000;
    private static final Duration LIMIT = InspectionLimits.defaults().time().plusSeconds(5);

    /** Characters of some windows. */
    private static final int SOME = 200_000;

    /** Octets from the heap for each character, many times what a plain text takes: none keeps a copy for each hit. */
    private static final int MOST_OCTETS = 1_000;

    private static final KnownNames PATIENTS = KnownNames.builder()
            .add(new PersonName("Mary", "Van der Berg Mary Mary"))
            .build();

    /**
     * A message that a station could trip over.
     *
     * @param ofSize writes it, of about so many characters
     */
    private record Worst(IntFunction<String> ofSize) {

        static Worst of(String head, String repeated) {
            return new Worst(size -> head + repeated.repeat(size / repeated.length()));
        }

        static Worst html(String head, String repeated) {
            return of("Content-Type: text/html\n\n" + head, repeated);
        }

        RawMessage message(int size) {
            return RawMessage.of(
                    ("From: a@practice.example\r\n" + ofSize.apply(size).replace("\n", "\r\n"))
                            .getBytes(StandardCharsets.UTF_8));
        }

        String name() {
            String begin = ofSize.apply(60);
            return begin.substring(0, Math.min(60, begin.length()));
        }
    }

    private static Stream<Worst> all() {
        return Stream.concat(
                Stream.of(
                        Worst.of("\n", "1"),
                        Worst.of("\n", "123-45-6789 "),
                        Worst.of("\n", "123-45-"),
                        Worst.of("\n", "MRN "),
                        Worst.of("\n", "MRN:::::: "),
                        Worst.of("\n", "dob 1/1/11 "),
                        Worst.of("\n", "E11."),
                        Worst.of("\n", "555-"),
                        Worst.of("\n", "1."),
                        Worst.of("\n", "type 2 "),
                        Worst.of("\n", "chronic "),
                        Worst.of("\n", "history of cold "),
                        Worst.of("\n", "Mr. "),
                        Worst.of("\n", "Mary "),
                        Worst.of("\n", "Dear "),
                        Worst.of("\n", "Patient: "),
                        Worst.of("\n", "a@"),
                        Worst.of("\n", "a@b."),
                        Worst.of("\n", "."),
                        Worst.of("\n", "https://"),
                        Worst.of("\n", "http://a/"),
                        Worst.of("\n", "-"),
                        Worst.of("\n", "#"),
                        Worst.of("\n", "a1c 8."),
                        Worst.of("\n", "(01)"),
                        Worst.of("\n", "1:"),
                        Worst.of("\n", "order number "),
                        Worst.of("\n", "\u0301\u0323"),
                        Worst.of("Content-Type: text/html\n\n", "<"),
                        Worst.of("Content-Type: text/html\n\n", "<a b=\""),
                        Worst.of("Content-Type: text/html\n\n", "<!--"),
                        Worst.of("Content-Type: text/html\n\n", "&#"),
                        Worst.of("Content-Type: text/html\n\n", "<style>"),
                        Worst.of("Content-Type: multipart/mixed; boundary=b\n\n", "--b\n"),
                        Worst.of("Content-Type: multipart/mixed; boundary=b\n\n", "--b--\n"),
                        Worst.of("Content-Transfer-Encoding: quoted-printable\n\n", "= "),
                        Worst.of("Content-Transfer-Encoding: base64\n\n", "="),
                        Worst.of("Subject: ", "=?a?q?x"),
                        Worst.of("", "X: =?a?q?x\n"),
                        Worst.html(
                                OwnCharsetTest.several()
                                        .collect(Collectors.joining(" charset=", "<meta charset=", ">\u00e9")),
                                "patient "),
                        Worst.html("", "cid:"),
                        Worst.html("<img src='", "cid:"),
                        Worst.html("<bdo><a dir=rtl", " id=a"),
                        Worst.html("<style>x{rtl}", "rtl}"),
                        Worst.html("", "a<i hidden>b</i>"),
                        Worst.html("", "<div hidden>"),
                        Worst.html("", "<p style='display:inline'>a</p>"),
                        Worst.html("<style>", "x{display:none}"),
                        Worst.html("<p style='", "display:none;"),
                        Worst.html("<p style='", "url(data:image/png,"),
                        Worst.html("<style>x", "{rtl}"),
                        Worst.of("\n", "HI*"),
                        Worst.of("\n", "PID|"),
                        Worst.of("\n", "NM1*QC*"),
                        Worst.of("\n", "DG1|")),
                Stream.of(
                        new Worst(size -> "Content-Type: text/html\n\n<style>" + "a".repeat(size / 2) + "{rtl}"
                                + "rtl}".repeat(size / 8)),
                        new Worst(size -> "Content-Type: message/rfc822\n\n".repeat(size / 33)),
                        new Worst(size -> "Content-Type: text/plain" + "; a=b".repeat(size / 5)),
                        new Worst(size -> "Subject" + " ".repeat(size) + ": x\n\nx")));
    }

    @TestFactory
    Stream<DynamicTest> tenMegabytesOfTheWorstAreAnsweredInTime() {
        return all().map(worst -> DynamicTest.dynamicTest(
                worst.name(),
                () -> assertTimeoutPreemptively(
                        LIMIT,
                        () -> assertThat(new Inspector()
                                        .inspect(worst.message(SIZE), PATIENTS)
                                        .uninspectable())
                                .extracting(Uninspectable::reason)
                                .doesNotContain(UninspectableReason.INSPECTION_FAILED))));
    }

    /** The clock of a busy machine tells little; what is copied again and again shows in what is taken from the heap. */
    @TestFactory
    Stream<DynamicTest> theWorstTakesMemoryInProportionToItsSize() {
        return all().map(worst -> DynamicTest.dynamicTest(worst.name(), () -> {
            long some = allocated(worst.message(SOME));
            long twice = allocated(worst.message(2 * SOME));
            assertThat(twice).isLessThan(2L * SOME * MOST_OCTETS);
            assertThat(twice).isLessThan(3 * some);
        }));
    }

    /** Octets that an inspection takes from the heap. */
    private static long allocated(RawMessage message) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        new Inspector().inspect(message, PATIENTS);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
