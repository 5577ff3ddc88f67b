package org.sealpost.demo.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;

class ArrivalsTest {

    @Test
    void keepsTheLast500() {
        Arrivals arrivals = new Arrivals(Long.MAX_VALUE);
        for (int i = 0; i < 502; i++) {
            add(arrivals, 10);
        }

        assertThat(arrivals.newestFirst()).hasSize(500);
        assertThat(arrivals.newestFirst().getFirst().number()).isEqualTo(502);
        assertThat(arrivals.find(2)).isEmpty();
        assertThat(arrivals.find(3)).isPresent();
    }

    @Test
    void letsTheOldestGoWhenTheOctetsAreTooMany() {
        Arrivals arrivals = new Arrivals(1000);
        add(arrivals, 600);
        add(arrivals, 600);
        assertThat(arrivals.newestFirst()).extracting(Arrival::number).containsExactly(2);

        add(arrivals, 2000);
        assertThat(arrivals.newestFirst()).extracting(Arrival::number).containsExactly(3);
    }

    private static void add(Arrivals arrivals, int size) {
        byte[] octets = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
        arrivals.add(ReversePath.none(), List.of(), Optional.empty(), RawMessage.of(octets));
    }
}
