package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerPlacesTest {

    @Test
    void urgentPartsHaveATenthMoreThatOrdinaryOnesDoNotTake() {
        WorkerPlaces places = new WorkerPlaces(10);
        for (int i = 0; i < 10; i++) {
            places.take(Priority.ORDINARY);
        }

        assertThat(places.free(Priority.ORDINARY)).isZero();
        assertThat(places.free(Priority.URGENT)).isEqualTo(1);
    }

    @Test
    void whatIsReservedIsTakenLastAndGivenBackAsWhatItWas() {
        WorkerPlaces places = new WorkerPlaces(1);
        Runnable common = places.take(Priority.URGENT);
        assertThat(places.free(Priority.ORDINARY)).isZero();
        Runnable reserved = places.take(Priority.URGENT);
        assertThat(places.free(Priority.URGENT)).isZero();

        reserved.run();
        assertThat(places.free(Priority.ORDINARY)).isZero();
        common.run();
        assertThat(places.free(Priority.ORDINARY)).isEqualTo(1);
    }

    @Test
    void aWorkerThatIsToServeNothingHasNoPlaceAtAll() {
        assertThat(new WorkerPlaces(0).free(Priority.URGENT)).isZero();
    }
}
