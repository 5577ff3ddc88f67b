package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** For any message: what comes out is what went in, and nothing of it shows outside. */
class SmimeRoundTripTest {

    private static final TestIdentity BO =
            TestCertificate.of("CN=Bo Sample", "bo@patient.example").issue();

    @Property(tries = 200)
    void keepsEveryOctetOfAnyBody(@ForAll @Size(max = 70_000) byte[] body) throws Exception {
        RawMessage message = SmimeMessages.of("Subject: any\nContent-Type: application/octet-stream\n", body);

        RawMessage payload = SmimeMessages.payload(encrypted(message), BO);

        assertThat(SmimeMessages.body(payload)).isEqualTo(body);
    }

    @Property(tries = 300)
    void keepsEveryFieldInItsOctetsAndShowsNoneThatIsNotNamed(@ForAll("names") List<String> names) throws Exception {
        StringBuilder header = new StringBuilder();
        for (String name : names) {
            header.append(name).append(": secret value\n of two lines\n");
        }
        RawMessage message = SmimeMessages.of(header + "\nHello.\n");

        RawMessage encrypted = encrypted(message);

        List<String> inside = SmimeMessages.payload(encrypted, BO).fields().stream()
                .map(HeaderField::raw)
                .filter(raw -> !raw.startsWith("Content-Type") && !raw.startsWith("HP-Outer"))
                .toList();
        assertThat(inside)
                .isEqualTo(message.fields().stream().map(HeaderField::raw).toList());
        assertThat(SmimeMessages.text(encrypted)).doesNotContain("secret");
    }

    /** Names of fields that are neither kept outside, nor removed, nor MIME's. */
    @Provide
    Arbitrary<List<String>> names() {
        Arbitrary<String> any = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(name -> "X" + name);
        Arbitrary<String> known = Arbitraries.of(
                "Subject", "SUBJECT", "Comments", "Thread-Index", "Resent-From", "Importance", "Fromm", "List-Id");
        return Arbitraries.oneOf(any, known).list().ofMaxSize(12);
    }

    private static RawMessage encrypted(RawMessage message) throws Exception {
        return new SmimeEncryptor().encrypt(message, List.of(BO.certificate()));
    }
}
