package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private final Gathering gathering = new Gathering();

    @Test
    void theFirstNeverWaits() {
        assertThat(gathering.pays()).isFalse();
    }

    @Test
    void whoComesAloneAgainAndAgainNeverWaits() {
        served(1, 100);
        assertThat(gathering.pays()).isFalse();
    }

    @Test
    void whileManyComeAtOnceItPays() {
        served(20, 1);
        assertThat(gathering.pays()).isTrue();
    }

    @Test
    void aStragglerBetweenCrowdsDoesNotEndIt() {
        served(20, 10);
        served(1, 2);
        assertThat(gathering.pays()).isTrue();
    }

    @Test
    void whenTheCrowdIsGoneNobodyWaitsAnyMore() {
        served(50, 100);
        served(1, 40);
        assertThat(gathering.pays()).isFalse();
    }

    private void served(int members, int groups) {
        IntStream.range(0, groups).forEach(group -> gathering.served(members));
    }
}
