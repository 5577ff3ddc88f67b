package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.Domain;
import org.sealpost.smtp.client.NextHop;

/** Whose server a next hop is taken for, on which it depends what its proven name is worth. */
class NextHopsTest {

    @ParameterizedTest
    @CsvSource({
        "relay.example:25, false, RELAY",
        "relay.example:25, true, RELAY",
        "relay.example:26, false, ROUTE",
        "lab.example:25, false, ROUTE",
        "relay2.example:25, true, REROUTE"
    })
    void onlyARuleSaysThatANextHopIsTheRecipientsOwnAndTheRelayStaysTheRelay(
            String route, boolean byPerson, Destination.Kind kind) throws Exception {
        assertThat(kind(Optional.of(NextHop.parse(route)), byPerson)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Relay.Example", "relay.example.", "RELAY.EXAMPLE."})
    void theRelayStaysTheRelayHoweverItIsSpelt(String host) throws Exception {
        Optional<NextHop> route = Optional.of(new NextHop("relay.example", 25));

        assertThat(kind(host, route, false)).isEqualTo(Destination.Kind.RELAY);
        assertThat(new DestinationNames(Settings.relay(Map.of("sealpost.relay.host", host)))
                        .of(Domain.parse("patients.example"), route))
                .isEqualTo(DestinationNames.RELAY);
    }

    @Test
    void withoutARouteItIsTheRelay() throws Exception {
        assertThat(kind(Optional.empty(), false)).isEqualTo(Destination.Kind.RELAY);
    }

    private static Destination.Kind kind(Optional<NextHop> route, boolean byPerson) throws Exception {
        return kind("relay.example", route, byPerson);
    }

    @SuppressWarnings("NullAway") // with a relay no exchanger is looked for
    private static Destination.Kind kind(String relay, Optional<NextHop> route, boolean byPerson) throws Exception {
        NextHops hops = new NextHops(Settings.relay(Map.of("sealpost.relay.host", relay)), (MailExchangers) null);
        Lookup found = hops.find(Domain.parse("patients.example"), route, byPerson, true);
        return ((Lookup.Found) found).destination().kind();
    }
}
