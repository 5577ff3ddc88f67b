package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.sealpost.delivery.Destination;
import org.sealpost.policy.Origin;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Route;
import org.sealpost.smtp.client.NextHop;

/** Which next hop a decision that is only observed rests on, and that no mail waits for it longer than a moment. */
class ObservedNextHopsTest {

    private static final Route LABORATORY = Route.parse("smtp.lab.example:25", new Origin.Rule("by the laboratory", 3))
            .orElseThrow();
    private static final Reached WITHOUT_TLS = new Reached.Unproven(
            Destination.named(Destination.Kind.ROUTE, new NextHop("smtp.lab.example", 25)), "no STARTTLS", false);

    @Test
    void theNextHopThatAnObservedRuleNamesIsAskedOnceForAllRecipients() {
        List<Route> asked = new ArrayList<>();
        ObservedNextHops nextHops = new ObservedNextHops((route, sharing, deadline) -> {
            asked.add(route);
            assertThat(sharing).hasSize(2);
            return WITHOUT_TLS;
        });
        Considered one = to("a@lab.example").observing();
        Considered other = to("b@lab.example").observing();

        ObservedNextHops.Asked answers = nextHops.ask(List.of(one, other), in(10));

        assertThat(answers.of(one)).contains(WITHOUT_TLS);
        assertThat(answers.of(other)).contains(WITHOUT_TLS);
        assertThat(asked).containsExactly(LABORATORY);
    }

    @Test
    void nothingElseIsAskedWhereTheRuleIsInForceOrAPersonNamedTheWayOrNoneIsNamed() {
        ObservedNextHops nextHops = new ObservedNextHops((route, sharing, deadline) -> {
            throw new AssertionError("asked " + route);
        });
        Considered inForce = to("a@lab.example");
        Considered observed = inForce.observing();
        Considered byPerson = observed.with(observed.requirement().by(Route.byPerson("mx.lab.example", 25)));
        Considered unnamed = MessagePartTest.decided(Protection.TLS, "c@lab.example")
                .considered()
                .observing();

        ObservedNextHops.Asked answers = nextHops.ask(List.of(inForce, byPerson, unnamed), in(10));

        assertThat(List.of(answers.of(inForce), answers.of(byPerson), answers.of(unnamed)))
                .containsOnly(Optional.empty());
    }

    @Test
    void oneThatIsSilentIsWaitedForAMomentOnly() {
        CountDownLatch never = new CountDownLatch(1);
        ObservedNextHops nextHops = new ObservedNextHops((route, sharing, deadline) -> {
            try {
                never.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return WITHOUT_TLS;
        });
        Considered one = to("a@lab.example").observing();

        Reached reached = assertTimeoutPreemptively(
                ObservedNextHops.PATIENCE.plusSeconds(2),
                () -> nextHops.ask(List.of(one), in(60)).of(one).orElseThrow());

        assertThat(reached).isInstanceOf(Reached.Away.class);
        never.countDown();
    }

    @Test
    void aFaultThereIsNoneOfTheMessages() {
        ObservedNextHops nextHops = new ObservedNextHops((route, sharing, deadline) -> {
            throw new IllegalStateException("broken");
        });
        Considered one = to("a@lab.example").observing();

        assertThat(nextHops.ask(List.of(one), in(10)).of(one).orElseThrow()).isInstanceOf(Reached.Away.class);
    }

    private static Considered to(String address) {
        Considered one = MessagePartTest.decided(Protection.TLS, address).considered();
        return one.with(one.requirement().by(LABORATORY));
    }

    private static Instant in(int seconds) {
        return Instant.now().plus(Duration.ofSeconds(seconds));
    }
}
