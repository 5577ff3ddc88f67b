package org.sealpost.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.OriginalRecipient;
import org.sealpost.mail.RecipientRequest;

/** What is taken with RCPT is stored and handed on as it is written here, and must be read again. */
class RequestParametersTest {

    @Property
    void whateverIsTakenIsReadAgainFromWhatIsWritten(@ForAll("values") String value) {
        OriginalRecipient taken;
        try {
            taken = RequestParameters.originalRecipient(Optional.of(value));
        } catch (IllegalArgumentException refused) {
            return;
        }
        RecipientRequest request = new RecipientRequest(NotifyRequest.never(), Optional.of(taken));
        String written = new Parameters(RequestParameters.ofRecipient(request)).wire();

        assertThat(written.strip().length()).isLessThanOrEqualTo("NOTIFY=NEVER ORCPT=".length() + 500);
        assertThat(RequestParameters.recipient(Parameters.parse(written.strip())))
                .isEqualTo(request);
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> plain = Arbitraries.strings().all().ofMaxLength(90);
        Arbitrary<String> beyondAscii =
                Arbitraries.strings().withChars('\u0436', '\u4e2d', 'a', '@').ofMaxLength(500);
        return Arbitraries.oneOf(plain, beyondAscii).map(address -> "utf-8;" + address);
    }

    @Test
    void rfc3461TheLimitCountsWhatIsHandedOn() {
        assertThat(RequestParameters.originalRecipient(Optional.of("utf-8;" + "\u0436".repeat(70)))
                        .address())
                .hasSize(70);
        assertThatThrownBy(() -> RequestParameters.originalRecipient(Optional.of("utf-8;" + "\u0436".repeat(100))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasStoredBeforeTheLimitCountedThatIsStillRead() {
        String stored = "ORCPT=utf-8;" + "\\x{436}".repeat(100);

        assertThat(RequestParameters.recipient(Parameters.parse(stored)).original())
                .contains(new OriginalRecipient("utf-8", "\u0436".repeat(100)));
    }
}
