package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Any octets as a message with its header. {@code ./sealpost fuzz} fuzzes, else the seeds run. */
class RawMessageFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void readingAHeaderChangesNoOctetAndAddingAFieldChangesNothingElse(byte[] octets) {
        RawMessage message = RawMessage.of(octets.clone());
        assertThat(message.octets()).isEqualTo(octets);
        assertThat(message.size()).isEqualTo(octets.length);
        for (HeaderField field : message.fields()) {
            assertThat(field.name()).isNotEmpty().doesNotContainPattern("[^!-9;-~]");
            field.value();
        }
        RawMessage added = message.withFieldsPrepended(List.of("X-Added: one"));
        RawMessage again = RawMessage.of(added.octets());
        assertThat(again.fields().getFirst().value()).isEqualTo("one");
        assertThat(again.fields().subList(1, again.fields().size())).isEqualTo(message.fields());
        assertThat(added.bodySize()).isEqualTo(message.bodySize());
    }
}
