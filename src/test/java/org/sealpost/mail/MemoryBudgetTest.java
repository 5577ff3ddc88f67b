package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private final MemoryBudget budget = new MemoryBudget(MemoryBudget.forMessage(1_000_000));

    @Test
    void reservesRoomForTheMessageAndItsEncoding() {
        assertThat(budget.reserve(1_000_000)).isPresent();
        assertThat(budget.reserved()).isGreaterThanOrEqualTo(2_300_000);
        assertThat(budget.reserve(0)).isEmpty();
    }

    @Test
    void growsOnlyWhileThereIsRoomAndGivesEverythingBack() {
        MemoryBudget.Reservation first = budget.reserve(100_000).orElseThrow();
        MemoryBudget.Reservation second = budget.reserve(100_000).orElseThrow();
        assertThat(first.growTo(500_000)).isTrue();
        assertThat(second.growTo(900_000)).isFalse();
        first.shrinkTo(200_000);
        assertThat(second.growTo(700_000)).isTrue();
        first.close();
        first.close();
        second.close();
        assertThat(budget.reserved()).isZero();
    }
}
