package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;

class MessageFactsTest {

    /** What a person sees as the keyword is the keyword. */
    @ParameterizedTest
    @CsvSource({
        "[secure] x, [secure] x",
        "=?utf-8?Q?[sec=E2=80=8Bure]_x?=, [secure] x",
        "=?utf-8?Q?=EF=BC=BBsecure=EF=BC=BD_x?=, [secure] x",
        "=?utf-8?Q?[s=C2=ADecure]_x?=, [secure] x",
        "=?utf-8?Q?M=C3=BCller?=, M\u00fcller"
    })
    void aSubjectIsAsPeopleSeeIt(String written, String seen) {
        RawMessage message = RawMessage.of(("Subject: " + written + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

        assertThat(MessageFacts.of(PracticeId.DEFAULT, message).subject()).isEqualTo(seen);
    }
}
