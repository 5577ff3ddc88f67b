package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;

/** Leases of running attempts after the process stood still, or while the database is busy or away. */
class LeaseKeeperTest {

    private static final Duration LONG_AGO = Duration.ofMinutes(10);

    private final Leases leases = new Leases();
    private final LeaseKeeper keeper = new LeaseKeeper(leases, Settings.delivery(Map.of()));

    @AfterEach
    void stop() {
        keeper.stop();
    }

    @Test
    void aLeaseThatBeganLongAgoIsAskedForBeforeWhatCannotBeTakenBack() {
        Lease fresh = lease();
        Lease old = lease();
        keeper.keep(fresh, Instant.now());
        keeper.keep(old, Instant.now().minus(LONG_AGO));

        assertThat(keeper.holds(fresh)).isTrue();
        assertThat(leases.singly).isEmpty();
        leases.lost.add(old);
        assertThat(keeper.holds(old)).isFalse();
        assertThat(leases.singly).containsExactly(old);
    }

    @Test
    void whatIsOverdueIsRenewedWithOneStatementAndNothingElseIsAsked() {
        keeper.keep(lease(), Instant.now());
        keeper.renewOverdue();
        assertThat(leases.together).isEmpty();

        Lease one = lease();
        Lease other = lease();
        keeper.keep(one, Instant.now().minus(LONG_AGO));
        keeper.keep(other, Instant.now().minus(LONG_AGO));
        keeper.renewOverdue();
        keeper.renewOverdue();

        assertThat(leases.together)
                .singleElement()
                .satisfies(asked -> assertThat(asked).containsExactlyInAnyOrder(one, other));
    }

    @Test
    void aLeaseThatIsNotRenewedWithTheOthersIsAskedForAloneAndForgottenWhenItIsLost() {
        Lease settling = lease();
        Lease lost = lease();
        keeper.keep(settling, Instant.now().minus(LONG_AGO));
        keeper.keep(lost, Instant.now().minus(LONG_AGO));
        leases.locked.add(settling);
        leases.lost.add(lost);

        keeper.renewOverdue();

        assertThat(leases.singly).containsExactlyInAnyOrder(settling, lost);
        assertThat(keeper.running()).containsExactly(settling);
        assertThat(keeper.holds(settling)).isTrue();
        assertThat(keeper.holds(lost)).isFalse();
    }

    @Test
    void whoeverLooksAtTheQueueHearsThatTheDatabaseIsAway() {
        keeper.keep(lease(), Instant.now().minus(LONG_AGO));
        leases.away = true;

        assertThatThrownBy(keeper::renewOverdue).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAttemptThatHasEndedIsKeptNoLonger() {
        Lease lease = lease();
        keeper.keep(lease, Instant.now().minus(LONG_AGO)).close();

        keeper.renewOverdue();

        assertThat(leases.together).isEmpty();
        assertThat(keeper.running()).isEmpty();
    }

    private static Lease lease() {
        return new Lease(PracticeId.DEFAULT, UUID.randomUUID(), 1);
    }

    /** The queue, as far as leases are asked of it. */
    private static final class Leases extends DeliveryQueue {

        private final List<List<Lease>> together = new ArrayList<>();
        private final List<Lease> singly = new ArrayList<>();
        private final Set<Lease> lost = new HashSet<>();
        private final Set<Lease> locked = new HashSet<>();
        private boolean away;

        private Leases() {
            super(null, null, null, null, null, null, null);
        }

        @Override
        Set<Lease> renew(List<Lease> leases) {
            if (away) {
                throw new IllegalStateException("the queue cannot be written (SQL state 08006)");
            }
            together.add(leases);
            Set<Lease> renewed = new HashSet<>(leases);
            renewed.removeAll(lost);
            renewed.removeAll(locked);
            return renewed;
        }

        @Override
        boolean renew(Lease lease) {
            singly.add(lease);
            return !lost.contains(lease);
        }
    }
}
