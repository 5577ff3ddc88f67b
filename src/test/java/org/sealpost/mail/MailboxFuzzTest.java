package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Any text as an address. {@code ./sealpost fuzz} fuzzes, else the seeds run. */
class MailboxFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void whatIsAMailboxCanBeReadInOneWayOnly(byte[] octets) throws InvalidMailboxException {
        Optional<Mailbox> read = read(new String(octets, StandardCharsets.UTF_8));
        if (read.isEmpty()) {
            return;
        }
        Mailbox mailbox = read.get();
        assertThat(mailbox.address().chars().filter(c -> c == '@')).hasSize(1);
        assertThat(mailbox.address()).doesNotContainPattern("[\\x00-\\x20\\x7f<>\"%!,;:\\\\()\\[\\]]");
        assertThat(Mailbox.parse(mailbox.address())).isEqualTo(mailbox);
        assertThat(mailbox.lookupKey())
                .isEqualTo(Mailbox.parse(mailbox.lookupKey()).lookupKey());
        assertThat(mailbox.domain().toAscii()).matches("[ -~]+").doesNotContain("..");
    }

    private static Optional<Mailbox> read(String text) {
        try {
            return Optional.of(Mailbox.parse(text));
        } catch (InvalidMailboxException none) {
            assertThat(none.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }
}
