package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RFC 9562 sections 5.7 and 6.2. */
class TimeOrderedUuidTest {

    private static final int MANY = 50_000;

    @Test
    void thoseOfOneMillisecondSortByTheOrderInWhichTheyWereMade() {
        List<String> made = many();
        assertThat(made.stream().map(text -> text.substring(0, 13)).distinct().count())
                .as("milliseconds")
                .isLessThan(MANY);
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void noneIsMadeTwiceByManyThreadsAndEachThreadsOwnSort() {
        List<List<String>> made = Stream.generate(() -> 0)
                .limit(4)
                .parallel()
                .map(ignored -> many())
                .toList();
        assertThat(made).allSatisfy(own -> assertThat(own).isSorted());
        assertThat(made.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    @Test
    void eachIsOfVersionSevenAndHoldsItsMillisecond() {
        Instant before = Instant.now();
        UUID made = TimeOrderedUuid.next();
        assertThat(made.version()).isEqualTo(7);
        assertThat(made.variant()).isEqualTo(2);
        assertThat(made.getMostSignificantBits() >>> 16)
                .isBetween(before.toEpochMilli(), Instant.now().toEpochMilli() + 1_000);
    }

    private static List<String> many() {
        return Stream.generate(() -> TimeOrderedUuid.next().toString())
                .limit(MANY)
                .toList();
    }
}
