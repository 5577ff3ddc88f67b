package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawMessageTest {

    private static final String MESSAGE =
            "From: a@practice.example\r\nSubject: one\r\n two\r\nBcc : hidden@example.org\r\n\r\nbody\r\n";

    @Test
    void readsFieldsFoldedAndWithSpaceBeforeTheColon() {
        RawMessage message = message(MESSAGE);
        assertThat(message.fields()).extracting(HeaderField::name).containsExactly("From", "Subject", "Bcc");
        assertThat(message.value("subject")).contains("one two");
        assertThat(message.fields("BCC")).hasSize(1);
    }

    @Property
    void givesBackExactlyTheOctetsThatCame(@ForAll byte[] octets) {
        assertThat(RawMessage.of(octets.clone()).octets()).isEqualTo(octets);
    }

    @Property
    void keepsTheBodyWhateverHappensToTheHeader(@ForAll byte[] body) {
        byte[] header = "Subject: x\r\nBcc: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] octets = new byte[header.length + body.length];
        System.arraycopy(header, 0, octets, 0, header.length);
        System.arraycopy(body, 0, octets, header.length, body.length);
        RawMessage changed = RawMessage.of(octets)
                .withoutFields("bcc"::equalsIgnoreCase)
                .withFieldsPrepended(List.of("Received: from here"));
        assertThat(changed.openBody()).hasBinaryContent(body);
        assertThat(changed.fields()).extracting(HeaderField::name).containsExactly("Received", "Subject");
        assertThat(changed.size()).isEqualTo(changed.octets().length);
    }

    @Test
    void takesTheFirstLineThatIsNoFieldAsBody() {
        RawMessage message = message("Subject: x\r\nnot a field\r\n\r\nrest\r\n");
        assertThat(message.openBody()).hasContent("not a field\r\n\r\nrest\r\n");
    }

    @Test
    void separatesAPrependedHeaderFromABodyThatHadNone() {
        RawMessage message = message("just text\r\n").withFieldsPrepended(List.of("Received: x"));
        assertThat(new String(message.octets(), StandardCharsets.US_ASCII))
                .isEqualTo("Received: x\r\n\r\njust text\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\r\nBcc: b", "X: a\r\n\r\nbody", "X: a\nb", "X: a\rb", "no colon", ": x", "X: \0"})
    void refusesAPrependedFieldThatIsMoreThanOneField(String field) {
        assertThatThrownBy(() -> message(MESSAGE).withFieldsPrepended(List.of(field)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RawMessage message(String text) {
        return RawMessage.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
