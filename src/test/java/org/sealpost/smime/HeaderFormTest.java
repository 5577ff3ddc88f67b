package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** How header fields travel, by the policy and by the form. What RFC 9788's form writes is HeaderProtectionTest's. */
class HeaderFormTest {

    private static final String FIELDS = """
            Received: from desk.practice.example by mail.practice.example; Mon, 2 Nov 2026 09:00:01 +0000
            From: ada@practice.example
            To: bo@patient.example
            Bcc: blind@patient.example
            Date: Mon, 2 Nov 2026 09:00:00 +0000
            Subject: Your potassium
            Message-ID: <1@practice.example>
            In-Reply-To: <0@patient.example>
            References: <0@patient.example>
            Keywords: hyperkalemia
            Comments: for Bo
            X-Mailer: Desk 7
            MIME-Version: 1.0
            """;

    private static final String LETTER = FIELDS + "Content-Type: text/plain; charset=us-ascii\n\nIt is 6.2.\n";

    private static final String SIGNED = FIELDS + """
            Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b

            --b
            Content-Type: text/plain

            It is 6.2.
            --b
            Content-Type: application/pkcs7-signature

            c2lnbmF0dXJl
            --b--
            """;

    private static final String ALTERNATIVE = "Content-Type: multipart/alternative; boundary=a\n\n";

    private final TestIdentity bo =
            TestCertificate.of("CN=Bo Sample", "bo@patient.example").issue();
    private final TestIdentity ada =
            TestCertificate.of("CN=Ada", "ada@practice.example").issue();

    @Test
    void obscuresTheSubjectAndRemovesKeywordsAndCommentsByTheBaselineRfc9788Section321() throws Exception {
        EncryptedMessage encrypted =
                encrypt(LETTER, "", EncryptionOptions.DEFAULT.with(HeaderConfidentiality.BASELINE));

        assertThat(outer(encrypted)).isEqualTo("""
                Received: from desk.practice.example by mail.practice.example; Mon, 2 Nov 2026 09:00:01 +0000
                From: ada@practice.example
                To: bo@patient.example
                Date: Mon, 2 Nov 2026 09:00:00 +0000
                Subject: [...]
                Message-ID: <1@practice.example>
                In-Reply-To: <0@patient.example>
                References: <0@patient.example>
                X-Mailer: Desk 7
                """.replace("\n", "\r\n"));
        assertThat(payload(encrypted).fields("HP-Outer"))
                .extracting(field -> field.value())
                .contains("Subject: [...]", "X-Mailer: Desk 7")
                .noneMatch(record -> record.startsWith("Keywords") || record.startsWith("MIME-Version"));
        assertThat(payload(encrypted).value("Keywords")).contains("hyperkalemia");
    }

    @Test
    void keepsEveryFieldReadableOutsideOnlyWhenToldSo() throws Exception {
        EncryptedMessage encrypted = encrypt(LETTER, "", EncryptionOptions.DEFAULT.with(HeaderConfidentiality.NONE));

        assertThat(outer(encrypted))
                .contains("Subject: Your potassium\r\n", "Keywords: hyperkalemia\r\n")
                .doesNotContain("Bcc");
        assertThat(payload(encrypted).fields("HP-Outer"))
                .extracting(field -> field.value())
                .contains("Subject: Your potassium");
    }

    /** Threading and delivery need these under every policy and form. */
    @ParameterizedTest
    @EnumSource(HeaderConfidentiality.class)
    void keepsWhatThreadingNeedsOutside(HeaderConfidentiality policy) throws Exception {
        for (String form : List.of("rfc9788", "legacy-display", "message-rfc822")) {
            assertThat(outer(encrypt(LETTER, form, EncryptionOptions.DEFAULT.with(policy))))
                    .contains(
                            "From: ada@practice.example\r\n",
                            "Date: Mon, 2 Nov 2026 09:00:00 +0000\r\n",
                            "Message-ID: <1@practice.example>\r\n",
                            "In-Reply-To: <0@patient.example>\r\n",
                            "References: <0@patient.example>\r\n")
                    .doesNotContain("Bcc", "blind@");
        }
    }

    /** 42 CFR Part 2: no setting makes what was told to the gateway alone readable on the way. */
    @ParameterizedTest
    @EnumSource(HeaderConfidentiality.class)
    void hidesWhatTheSenderTellsSealpostUnderEveryPolicyAndForm(HeaderConfidentiality policy) throws Exception {
        String told = "X-Sealpost-Id: 0199f0aa-0000-7000-8000-000000000001\nX-Sealpost-Label: part2\n"
                + "x-sealpost-purpose: E11\n";
        for (String form : List.of("rfc9788", "legacy-display", "message-rfc822")) {
            for (String letter : List.of(LETTER, SIGNED)) {
                for (SignedMessages signed : SignedMessages.values()) {
                    EncryptedMessage encrypted = encrypt(
                            told + letter,
                            form,
                            EncryptionOptions.DEFAULT.with(policy).with(signed));

                    assertThat(outer(encrypted))
                            .contains("X-Sealpost-Id: 0199f0aa-0000-7000-8000-000000000001\r\n")
                            .doesNotContainIgnoringCase("X-Sealpost-Label", "part2", "X-Sealpost-Purpose", "E11");
                    assertThat(SmimeMessages.text(payload(encrypted)))
                            .contains("X-Sealpost-Label: part2\r\n")
                            .doesNotContain("HP-Outer: X-Sealpost");
                }
            }
        }
    }

    /** RFC 6376 section 3.7: a hash of the body outside tells whoever guesses the body that the guess is right. */
    @ParameterizedTest
    @EnumSource(HeaderConfidentiality.class)
    void hidesSignaturesOfTheMessageAsItCameUnderEveryPolicy(HeaderConfidentiality policy) throws Exception {
        String signatures = "DKIM-Signature: v=1; d=practice.example; bh=Zm9v; b=AAAA\n"
                + "ARC-Message-Signature: i=1; d=practice.example; bh=Zm9v; b=AAAA\n";

        EncryptedMessage encrypted = encrypt(signatures + LETTER, "rfc9788", EncryptionOptions.DEFAULT.with(policy));

        assertThat(outer(encrypted)).doesNotContain("bh=", "DKIM-Signature", "ARC-Message-Signature");
        assertThat(SmimeMessages.text(payload(encrypted)))
                .contains("DKIM-Signature: v=1", "ARC-Message-Signature: i=1");
    }

    @Test
    void wrapsTheWholeMessageInTheOldFormRfc8551Section31() throws Exception {
        EncryptedMessage encrypted = encrypt(LETTER, "message-rfc822", EncryptionOptions.DEFAULT);

        assertThat(encrypted.headerForm()).contains(HeaderForm.WRAPPED);
        assertThat(outer(encrypted)).contains("Subject: [...]\r\n");
        RawMessage wrapper = payload(encrypted);
        assertThat(SmimeMessages.header(wrapper))
                .isEqualTo("MIME-Version: 1.0\r\nContent-Type: message/rfc822; forwarded=no\r\n\r\n");
        assertThat(new String(SmimeMessages.body(wrapper), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(LETTER.replaceFirst("Received:.*\n", "")
                        .replaceFirst("Bcc:.*\n", "")
                        .replace("\n", "\r\n"));
    }

    @Test
    void labelsAWrappedMessageOf8BitAndOneWhoseHeaderIsUtf8() throws Exception {
        String eightBit =
                "Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n\u00fc\n";
        String international = "Subject: \u00fc\n\nx\n";

        assertThat(SmimeMessages.header(payload(encrypt(eightBit, "message-rfc822", EncryptionOptions.DEFAULT))))
                .contains("Content-Type: message/rfc822; forwarded=no\r\nContent-Transfer-Encoding: 8bit\r\n");
        assertThat(SmimeMessages.header(payload(encrypt(international, "message-rfc822", EncryptionOptions.DEFAULT))))
                .contains("Content-Type: message/global; forwarded=no\r\nContent-Transfer-Encoding: 8bit\r\n");
    }

    @Test
    void altersNothingOfASignedMessageAndHidesItsSubjectAllTheSame() throws Exception {
        EncryptedMessage encrypted = encrypt(SIGNED, "legacy-display", EncryptionOptions.DEFAULT);

        assertThat(encrypted.headerForm()).isEmpty();
        assertThat(outer(encrypted)).contains("Subject: [...]\r\n").doesNotContain("potassium");
        assertThat(SmimeMessages.text(payload(encrypted)))
                .isEqualTo(SIGNED.replaceFirst("Received:.*\n", "")
                        .replaceFirst("Bcc:.*\n", "")
                        .replace("\n", "\r\n"));
    }

    @Test
    void wrapsASignedMessageAsAnAttachedOneWhenToldSo() throws Exception {
        EncryptedMessage encrypted = encrypt(SIGNED, "", EncryptionOptions.DEFAULT.with(SignedMessages.WRAPPED));

        assertThat(encrypted.headerForm()).contains(HeaderForm.RFC_9788);
        RawMessage payload = payload(encrypted);
        assertThat(payload.value("Subject")).contains("Your potassium");
        assertThat(payload.value("Content-Type")).contains("message/rfc822; hp=\"cipher\"");
        assertThat(payload.fields("HP-Outer"))
                .extracting(field -> field.value())
                .contains("Subject: [...]");
        RawMessage attached = RawMessage.of(SmimeMessages.body(payload));
        assertThat(attached.value("Subject")).contains("Your potassium");
        assertThat(SmimeMessages.body(attached)).isEqualTo(SmimeMessages.body(SmimeMessages.of(SIGNED)));
        assertThat(SmimeMessages.text(payload)).doesNotContain("blind@");
    }

    /** Under our own hp="cipher" a reader would believe it, and leave out the first lines of the sender's text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain; hp-legacy-display=\"1\"\n\nx\n",
                ALTERNATIVE + "--a\nContent-Type: text/plain; hp-legacy-display=\"1\"\n\nx\n--a--\n",
                ALTERNATIVE + "--a\nContent-Type: text/plain;\n\tHP-Legacy-Display*=us-ascii''1\n\nx\n--a--\n",
                ALTERNATIVE + "--a  \nContent-Type: text/plain; name=a b; hp=cipher\n\nx\n--a--\n",
                ALTERNATIVE + "--a\nContent-Type: text/plain\nContent-Type: text/plain; hp=cipher\n\nx\n--a--\n",
                ALTERNATIVE + "--a\n\nx\n--a\nContent-Type: multipart/related; boundary=\"ab\"\n\n"
                        + "--ab\nContent-Type: text/html; hp-legacy-display=1\n\nx\n--ab--\n--a--\n",
                "Content-Type: multipart/mixed; boundary*=us-ascii''a\n\n--a\n"
                        + "Content-Type: text/plain; hp=cipher\n\nx\n--a--\n",
            })
    void protectsNothingThatClaimsAProtectionInAnyPart(String entity) throws Exception {
        String letter = "From: ada@practice.example\nSubject: x\n" + entity;

        for (String form : List.of("rfc9788", "legacy-display", "message-rfc822")) {
            assertThatThrownBy(() -> encrypt(letter, form, EncryptionOptions.DEFAULT))
                    .isInstanceOf(SmimeException.class);
        }
        assertThatThrownBy(() -> SmimeSigner.canSignClear(SmimeMessages.of(letter)))
                .isInstanceOf(SmimeException.class);
    }

    /** What is about an attached or a signed message is its own; and what is text is text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ALTERNATIVE + "--a\n\nContent-Type: text/plain; hp=cipher\n--a--\n",
                ALTERNATIVE + "--a\nContent-Type: image/png; name=HP-Scan 1; hpx=hp-1.png\n\nx\n--a--\n",
                ALTERNATIVE + "--a\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=b;"
                        + " hp=cipher\n\n--b\nContent-Type: text/plain; hp-legacy-display=1\n\nx\n--b--\n--a--\n",
                ALTERNATIVE + "--a\nContent-Type: multipart/signed; boundary=s\n\n--s\n"
                        + "Content-Type: text/plain; hp=clear\n\nx\n--s--\n--a--\n",
                "Content-Type: multipart/signed; boundary=s\n\n--s\nContent-Type: text/plain; hp=clear\n\nx\n--s--\n",
            })
    void protectsWhatClaimsNothingOfItsOwn(String entity) throws Exception {
        for (String form : List.of("rfc9788", "legacy-display", "message-rfc822")) {
            EncryptedMessage encrypted = encrypt("Subject: x\n" + entity, form, EncryptionOptions.DEFAULT);

            assertThat(SmimeMessages.text(payload(encrypted))).contains("hp");
        }
    }

    @Test
    void signsWithinTheEncryptionAndProtectsTheHeaderWithinBoth() throws Exception {
        EncryptedMessage encrypted = encrypt(LETTER, "", signed());

        assertThat(encrypted.signed()).isTrue();
        RawMessage entity = CmsReader.decrypt(encrypted.message(), bo);
        assertThat(entity.value("Content-Type").orElseThrow())
                .startsWith("application/pkcs7-mime; smime-type=signed-data;");
        assertThat(entity.value("Subject")).isEmpty();
        RawMessage payload = CmsReader.verify(entity, ada.certificate());
        assertThat(payload.value("Content-Type")).contains("text/plain; charset=us-ascii; hp=\"cipher\"");
        assertThat(payload.value("Subject")).contains("Your potassium");
    }

    @Test
    void neverEncryptsWithoutAuthenticationAndWithoutASignatureEfailCve201717689() {
        assertThatThrownBy(() -> encrypt(LETTER, "aes-256-cbc", EncryptionOptions.DEFAULT))
                .isInstanceOf(SmimeException.class)
                .hasMessageContaining("AES-256-CBC, which is sent with a signature only");
    }

    @Test
    void saysWhatItDid() throws Exception {
        EncryptedMessage encrypted = encrypt(LETTER, "aes-256-cbc legacy-display", signed());

        assertThat(encrypted.contentEncryption()).isEqualTo(ContentEncryption.AES_256_CBC);
        assertThat(encrypted.signed()).isTrue();
        assertThat(encrypted.headerForm()).contains(HeaderForm.LEGACY_DISPLAY);
        assertThat(encrypted.message().value("Content-Type").orElseThrow())
                .startsWith("application/pkcs7-mime; smime-type=enveloped-data;");
    }

    private EncryptionOptions signed() throws SmimeException {
        return EncryptionOptions.DEFAULT.signedBy(
                new SmimeSigner(new SmimeIdentity(ada.certificate(), List.of(), ada.key(), Optional.empty())));
    }

    private EncryptedMessage encrypt(String message, String capabilities, EncryptionOptions options)
            throws SmimeException {
        return new SmimeEncryptor()
                .encrypt(
                        SmimeMessages.of(message),
                        List.of(new SmimeRecipient(bo.certificate(), EncryptionCapabilities.parse(capabilities))),
                        options);
    }

    private RawMessage payload(EncryptedMessage encrypted) throws Exception {
        return CmsReader.decrypt(encrypted.message(), bo);
    }

    /** The outer fields before MIME's own. */
    private static String outer(EncryptedMessage encrypted) {
        String header = SmimeMessages.header(encrypted.message());
        return header.substring(0, header.indexOf("MIME-Version:"));
    }
}
