package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.InspectorTest.inspect;
import static org.sealpost.inspect.InspectorTest.message;
import static org.sealpost.inspect.UninspectableReason.AMBIGUOUS_HEADER;
import static org.sealpost.inspect.UninspectableReason.ATTACHMENT_NOT_READ;
import static org.sealpost.inspect.UninspectableReason.BROKEN_CHARSET;
import static org.sealpost.inspect.UninspectableReason.BROKEN_CONTENT_TYPE;
import static org.sealpost.inspect.UninspectableReason.BROKEN_ENCODED_WORD;
import static org.sealpost.inspect.UninspectableReason.BROKEN_HEADER;
import static org.sealpost.inspect.UninspectableReason.BROKEN_MULTIPART;
import static org.sealpost.inspect.UninspectableReason.BROKEN_TRANSFER_ENCODING;
import static org.sealpost.inspect.UninspectableReason.ENCRYPTED;
import static org.sealpost.inspect.UninspectableReason.EXTERNAL_BODY;
import static org.sealpost.inspect.UninspectableReason.HIDDEN_CONTENT;
import static org.sealpost.inspect.UninspectableReason.TIMED_OUT;
import static org.sealpost.inspect.UninspectableReason.TOO_DEEP;
import static org.sealpost.inspect.UninspectableReason.TOO_LARGE;
import static org.sealpost.inspect.UninspectableReason.TOO_MANY_PARTS;
import static org.sealpost.inspect.UninspectableReason.UNKNOWN_CHARSET;
import static org.sealpost.inspect.UninspectableReason.UNKNOWN_TRANSFER_ENCODING;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.RawMessage;

/** Messages that can be read in two ways or not at all: counted, never passed over. */
class UninspectableTest {

    private static final String BINARY_IN_BASE64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhf\n"
            + "DwAChwGA60e6kgAAAABJRU5ErkJggiVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYA\n";

    /** As OpenPGP writes an encrypted message (RFC 9580 section 6.2); what is in it is no text. */
    private static final String ARMOURED = "-----BEGIN PGP MESSAGE-----\n\n"
            + "hF4DzGh0V5Qw9x0SAQdAkQm2c0Yp1bF5y7eKqv3mJr8sT4uX6wZ9a1B2c3D4e5Aw\n"
            + "f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v2W3x4Y5z6A7b8C9d0E1f2G3h4I5j6K7\n"
            + "=xV1b\n-----END PGP MESSAGE-----\n";

    private static final String FROM = "From: a@practice.example\nTo: b@example.org\n";

    private record Case(String rest, UninspectableReason reason) {}

    @TestFactory
    Stream<DynamicTest> saysWhatCannotBeReadAndWhy() {
        return Stream.of(
                        new Case("Content-Type: application/pdf\n\nx", ATTACHMENT_NOT_READ),
                        new Case("Content-Type: image/png\n\nx", ATTACHMENT_NOT_READ),
                        new Case("Content-Type: application/ms-tnef; name=winmail.dat\n\nx", ATTACHMENT_NOT_READ),
                        new Case("Content-Type: text/plain; name=winmail.dat\n\nx", ATTACHMENT_NOT_READ),
                        new Case("Content-Type: text/rtf\n\nx", ATTACHMENT_NOT_READ),
                        new Case("Content-Type: message/unknown\n\nx", ATTACHMENT_NOT_READ),
                        new Case("Content-Type: application/pkcs7-mime\n\nx", ENCRYPTED),
                        new Case("Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n", ENCRYPTED),
                        new Case("\n-----BEGIN PGP MESSAGE-----\n", ENCRYPTED),
                        new Case("Content-Type: text/plain; name=letter.asc\n\n" + ARMOURED, ENCRYPTED),
                        new Case("Content-Type: application/octet-stream; name=letter.asc\n\n" + ARMOURED, ENCRYPTED),
                        new Case("Content-Type: application/pgp-encrypted; name=letter.asc\n\n" + ARMOURED, ENCRYPTED),
                        new Case("Content-Type: message/external-body; access-type=URL\n\nx", EXTERNAL_BODY),
                        new Case("Content-Transfer-Encoding: x-uuencode\n\nx", UNKNOWN_TRANSFER_ENCODING),
                        new Case("Content-Transfer-Encoding: base64\n\nQUJD*REVG", BROKEN_TRANSFER_ENCODING),
                        new Case("Content-Transfer-Encoding: base64\n\nQUI=QUJD", BROKEN_TRANSFER_ENCODING),
                        new Case("Content-Transfer-Encoding: base64\n\nQUJDR", BROKEN_TRANSFER_ENCODING),
                        new Case("Content-Transfer-Encoding: base64\n\nQUI", BROKEN_TRANSFER_ENCODING),
                        new Case("Content-Transfer-Encoding: quoted-printable\n\na=GG", BROKEN_TRANSFER_ENCODING),
                        new Case(
                                "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\nx\n--b--\n",
                                BROKEN_TRANSFER_ENCODING),
                        new Case("Content-Type: text/plain; charset=utf-7\n\n+ADE-", UNKNOWN_CHARSET),
                        new Case("Content-Type: text/plain; charset=x-none\n\nx", UNKNOWN_CHARSET),
                        new Case(
                                "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=FF",
                                BROKEN_CHARSET),
                        new Case(
                                "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n//4xAA==",
                                BROKEN_CHARSET),
                        new Case("Content-Type: text/plain\nContent-Type: text/html\n\nx", AMBIGUOUS_HEADER),
                        new Case(
                                "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nx",
                                AMBIGUOUS_HEADER),
                        new Case(
                                "Content-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nx\n--a--",
                                BROKEN_CONTENT_TYPE),
                        new Case("Content-Type: text/plain; charset=utf-8; charset=utf-7\n\nx", BROKEN_CONTENT_TYPE),
                        new Case(
                                "Content-Type: multipart/mixed; boundary=a; boundary*0=b\n\n--a\n\nx\n--a--",
                                BROKEN_CONTENT_TYPE),
                        new Case("Content-Type: text\n\nx", BROKEN_CONTENT_TYPE),
                        new Case("Content-Type: text/plain name=x\n\nx", BROKEN_CONTENT_TYPE),
                        new Case("Content-Type: multipart/mixed\n\nx", BROKEN_MULTIPART),
                        new Case("Content-Type: multipart/mixed; boundary=b\n\nno boundary", BROKEN_MULTIPART),
                        new Case("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nno close", BROKEN_MULTIPART),
                        new Case(
                                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--bc\n\n--b--",
                                BROKEN_MULTIPART),
                        new Case(
                                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b\n\ny",
                                BROKEN_MULTIPART),
                        new Case("Content-Type : text/html\n\nx", BROKEN_HEADER),
                        new Case("no field\n\nx", BROKEN_HEADER),
                        new Case(
                                "Content-Disposition: attachment; filename=a b.txt\nContent-Type: text/plain\n\nx",
                                BROKEN_HEADER),
                        new Case("Subject: =?utf-8?B?*?=\n\nx", BROKEN_ENCODED_WORD),
                        new Case("Subject: =?x-none?Q?x?=\n\nx", BROKEN_ENCODED_WORD),
                        new Case("Subject: =?utf-8?Q?unclosed\n\nx", BROKEN_ENCODED_WORD),
                        new Case("\nbegin 644 a.bin\nxxxx\nend\n", HIDDEN_CONTENT),
                        new Case("\n=ybegin line=128 size=9 name=a.bin\nxxxx\n=yend\n", HIDDEN_CONTENT),
                        new Case("\nFrom a@example.org Mon Mar 2\n\n" + BINARY_IN_BASE64, HIDDEN_CONTENT),
                        new Case("Content-Type: text/plain\n\n%PDF-1.7", HIDDEN_CONTENT),
                        new Case("\nbinary \u0001", HIDDEN_CONTENT),
                        new Case("Content-Type: text/html\n\n<img src=\"data:image/png;base64,AA\">", HIDDEN_CONTENT),
                        new Case(
                                "Content-Type: text/html\n\n<img src=\" &#100;ata:image/png;base64,AA\">",
                                HIDDEN_CONTENT),
                        new Case("Content-Type: text/html\n\n<iframe srcdoc='x'></iframe>", HIDDEN_CONTENT),
                        new Case(
                                "Content-Type: text/xml\n\n<?xml version='1.0'?><!DOCTYPE a [\n<!ENTITY b \"tien\">\n]><a>Pa&b;t</a>",
                                HIDDEN_CONTENT),
                        new Case(
                                "Content-Type: image/svg+xml\n\n<!DOCTYPE svg [<!ATTLIST a b CDATA #IMPLIED><!ENTITY b \"tien\">"
                                        + "]><svg><text>Pa&b;t</text></svg>",
                                HIDDEN_CONTENT),
                        new Case("Content-Type: text/calendar\n\nATTACH;ENCODING=BASE64:AAAA", HIDDEN_CONTENT),
                        new Case("X: " + "x".repeat(300_000) + "\n\nx", TOO_LARGE),
                        new Case("\n" + "x".repeat(10_500_001), TOO_LARGE))
                .map(one -> DynamicTest.dynamicTest(
                        one.reason() + " "
                                + one.rest()
                                        .substring(0, Math.min(80, one.rest().length())),
                        () -> assertThat(reasons(inspect(FROM + one.rest()))).contains(one.reason())));
    }

    @Test
    void aRepeatedFieldInsideAnEmbeddedMessageIsAmbiguousButNoFault() {
        Findings findings = inspect(FROM + "Content-Type: message/rfc822\n\nSubject: a\nSubject: b\n\nx");
        assertThat(reasons(findings)).contains(AMBIGUOUS_HEADER);
        assertThat(findings.fault()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatReadersCannotAgreeOn() {
        return Stream.of("From: c@practice.example", "To: c@example.org", "Subject: a\nSubject: b", "Date: a\ndate : b")
                .map(field -> DynamicTest.dynamicTest(
                        field,
                        () -> assertThat(inspect(FROM + field + "\n\nx").fault())
                                .contains(StructureFault.REPEATED_FIELD)));
    }

    @Test
    void refusesFragmentsAndNul() {
        assertThat(inspect(FROM + "Content-Type: message/partial; number=1; total=2; id=x\n\nx")
                        .fault())
                .contains(StructureFault.PARTIAL_MESSAGE);
        assertThat(inspect(FROM + "\n\0x").fault()).contains(StructureFault.NUL_OCTET);
    }

    /** Also when fields and an empty line were put before it since, as the gateway does before it inspects. */
    @Test
    void refusesAHeaderWithALineThatIsNoFieldAndCannotReadAMessageWithoutHeader() {
        for (String stray :
                List.of("From root Mon Nov 30 10:00:00 2026\n" + FROM + "\nx", FROM + "X Scanner: 3\n\nx")) {
            assertThat(inspect(stray).fault()).contains(StructureFault.STRAY_LINE);
            assertThat(new Inspector().inspect(stamped(stray)).fault()).contains(StructureFault.STRAY_LINE);
        }
        Findings text = new Inspector().inspect(stamped("just text\n\nx"));
        assertThat(text.fault()).isEmpty();
        assertThat(reasons(text)).containsExactlyElementsOf(reasons(inspect("just text\n\nx")));
        assertThat(reasons(text)).containsExactly(BROKEN_HEADER);
    }

    private static RawMessage stamped(String text) {
        return message(text).withFieldsPrepended(List.of("Received: by gateway.example"));
    }

    @Test
    void stopsAtLimitsOfDepthAndParts() {
        InspectionLimits limits = new InspectionLimits(3, 5, 1000, 1000, Duration.ofSeconds(10));
        String deep = "Content-Type: message/rfc822\n\n".repeat(10) + "\nx";
        assertThat(reasons(new Inspector(limits).inspect(message(FROM + deep)))).contains(TOO_DEEP);
        String many = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(10) + "--b--\n";
        assertThat(reasons(new Inspector(limits).inspect(message(FROM + many)))).contains(TOO_MANY_PARTS);
    }

    @Test
    void whatIsNotLookedAtInTimeCountsAsUnread() {
        InspectionLimits limits = new InspectionLimits(16, 1000, 1000, 1000, Duration.ZERO);
        assertThat(reasons(new Inspector(limits).inspect(message(FROM + "\nMRN 00012345"))))
                .contains(TIMED_OUT);
    }

    @TestFactory
    Stream<DynamicTest> ofATextOfManyMegabytesNoMoreIsDecodedThanIsRead() {
        String text = "plain and \uD83D\uDE00 ".repeat(800_000);
        return Stream.of("7bit", "quoted-printable", "base64")
                .map(encoding -> DynamicTest.dynamicTest(encoding, () -> {
                    InspectionLimits limits = new InspectionLimits(16, 1000, 10_000, 100_000, Duration.ofSeconds(10));
                    RawMessage large = message(FROM + "Content-Type: text/plain; charset=utf-8\n"
                            + "Content-Transfer-Encoding: " + encoding + "\n\n" + text);
                    long size = large.size();
                    long before = allocated();
                    Findings findings = new Inspector(limits).inspect(large);
                    assertThat(reasons(findings)).contains(TOO_LARGE);
                    assertThat(allocated() - before).isLessThan(3 * size);
                }));
    }

    @Test
    void aTextThatIsCutIsReadAsWellAsAWholeOne() {
        InspectionLimits limits = new InspectionLimits(16, 1000, 10_000, 1000, Duration.ofSeconds(10));
        String text = "MRN 00012345\n" + "Grüße aus der Praxis\n".repeat(1000);
        Findings findings =
                new Inspector(limits).inspect(message(FROM + "Content-Type: text/plain; charset=utf-8\n\n" + text));
        assertThat(reasons(findings)).containsExactly(TOO_LARGE);
        assertThat(findings.identifiers()).hasSize(1);
    }

    /** Octets that this thread has ever taken from the heap. */
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void anUnreadPieceIsAClauseWithoutContent() {
        assertThat(new Uninspectable(UNKNOWN_CHARSET, "1.2")).hasToString("part 1.2 has an unknown character set");
        assertThat(new Uninspectable(TOO_DEEP, "")).hasToString("the message is nested too deep");
    }

    private static Set<UninspectableReason> reasons(Findings findings) {
        return findings.uninspectable().stream().map(Uninspectable::reason).collect(Collectors.toSet());
    }

    /** Each is looked up in the database: a message is no way to ask it a hundred thousand things. */
    @Test
    void moreNumbersThanAnyoneLooksUpAreTooManyAndHealthIsFoundBehindThem() {
        StringBuilder text = new StringBuilder("Subject: x\n\n");
        for (int i = 0; i < 60_000; i++) {
            text.append("MRN Q").append(100_000 + i).append('\n');
        }
        Findings findings = InspectorTest.inspect(
                text.append("Diagnosis: E11.9, type 2 diabetes").toString());

        assertThat(findings.uninspectable())
                .extracting(Uninspectable::reason)
                .containsExactly(UninspectableReason.TOO_LARGE);
        assertThat(findings.identifiers()).hasSizeLessThan(30_000);
        assertThat(findings.tellsOfSomeonesHealth()).isTrue();
    }

    /** What only calls itself encrypted is read, whatever its file is called. */
    @Test
    void whatCallsItselfEncryptedAndIsTextIsReadBesides() {
        String armouredText = "-----BEGIN PGP MESSAGE-----\n\n"
                + "VGhlIHNvY2lhbCBzZWN1cml0eSBudW1iZXIgb2YgSmFuZSBSb2UgaXMgMDc4LTA1\n"
                + "LTExMjAsIGFuZCBzaGUgd2FzIHNlZW4gZm9yIGFzdGhtYSBvbiBNb25kYXkgbW9y\n"
                + "bmluZy4NCg==\n"
                + "-----END PGP MESSAGE-----\n";
        for (String type : Set.of("text/plain", "application/octet-stream", "application/pgp-encrypted")) {
            String header = FROM + "Content-Type: " + type + "; name=letter.asc\n\n";

            assertThat(inspect(header + armouredText).counts()).as(type).containsKey(PhiKind.SSN);
            assertThat(inspect(header + "The social security number of Jane Roe is 078-05-1120.\n")
                            .counts())
                    .as(type)
                    .containsKey(PhiKind.SSN);
        }
    }
}
