package org.sealpost.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.testing.TestServices;

/** Practices on the real database. Each test has practices of its own, and takes their networks and domains away. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PracticeDirectoryTest {

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final PracticeId hill = new PracticeId("hill-" + mark);
    private final PracticeId lake = new PracticeId("lake-" + mark);

    @Inject
    PracticeDirectory directory;

    @Inject
    PracticeRepository repository;

    @AfterEach
    void leaveNothingBehind() {
        directory.save(practice(PracticeId.DEFAULT, Set.of()));
        directory.save(practice(hill, Set.of()));
        directory.save(practice(lake, Set.of()));
    }

    @Test
    void takesTheNarrowestNetworkAroundTheClient() {
        directory.save(practice(hill, Set.of(), "10.0.0.0/8"));
        directory.save(practice(lake, Set.of(), "10.1.0.0/16", "2001:db8::/32"));

        assertThat(ofClient("10.2.0.1")).contains(hill);
        assertThat(ofClient("10.1.0.1")).contains(lake);
        assertThat(ofClient("2001:db8::25")).contains(lake);
        assertThat(ofClient("::ffff:10.1.0.1")).contains(lake);
    }

    @Test
    void whatIsNotCommittedIsNotTakenForAPractice() {
        QuarkusTransaction.requiringNew().run(() -> {
            directory.save(practice(hill, Set.of()));
            // It looks, within the transaction.
            directory.all();
            assertThat(CompletableFuture.supplyAsync(() -> directory.find(hill)).join())
                    .isEmpty();
        });
    }

    @Test
    void letsTrustedClientsRelayForTheDefaultPracticeAndNobodyElse() {
        assertThat(ofClient("127.0.0.1")).contains(PracticeId.DEFAULT);
        assertThat(ofClient("::1")).contains(PracticeId.DEFAULT);
        assertThat(ofClient("203.0.113.9")).isEmpty();
        assertThat(ofClient("2001:db8::25")).isEmpty();
    }

    @Test
    void prefersAPracticesOwnNetworkToTheTrustedClients() {
        directory.save(practice(hill, Set.of(), "127.9.0.0/16"));

        assertThat(ofClient("127.9.0.1")).contains(hill);
        assertThat(ofClient("127.8.0.1")).contains(PracticeId.DEFAULT);
    }

    @Test
    void letsTheDefaultPracticeSendAsAnyDomainThatIsNotAnothers() throws Exception {
        directory.save(practice(hill, Set.of("hill.example")));

        assertThat(directory.maySendAs(PracticeId.DEFAULT, from("a@anything.example")))
                .isTrue();
        assertThat(directory.maySendAs(PracticeId.DEFAULT, from("a@HILL.example")))
                .isFalse();
    }

    @Test
    void holdsTheDefaultPracticeToItsDomainsOnceItHasSome() throws Exception {
        directory.save(practice(PracticeId.DEFAULT, Set.of("practice.example")));

        assertThat(directory.maySendAs(PracticeId.DEFAULT, from("a@Practice.Example")))
                .isTrue();
        assertThat(directory.maySendAs(PracticeId.DEFAULT, from("a@sub.practice.example")))
                .isFalse();
        assertThat(directory.maySendAs(PracticeId.DEFAULT, from("a@anything.example")))
                .isFalse();
    }

    @Test
    void holdsEveryOtherPracticeToItsDomainsFromTheStart() throws Exception {
        directory.save(practice(hill, Set.of("hill.example")));
        directory.save(practice(lake, Set.of()));

        assertThat(directory.maySendAs(hill, from("a@hill.example"))).isTrue();
        assertThat(directory.maySendAs(hill, from("a@lake.example"))).isFalse();
        assertThat(directory.maySendAs(lake, from("a@lake.example"))).isFalse();
    }

    @Test
    void takesTheTwoSpellingsOfAnInternationalDomainForOne() throws Exception {
        directory.save(practice(hill, Set.of("praxis-müller.example")));

        assertThat(directory.maySendAs(hill, from("a@xn--praxis-mller-klb.example")))
                .isTrue();
        assertThat(directory.maySendAs(PracticeId.DEFAULT, from("a@xn--praxis-mller-klb.example")))
                .isFalse();
        assertThat(directory.maySendAs(PracticeId.DEFAULT, from("a@praxis-müller.example")))
                .isFalse();
    }

    @Test
    void letsTheNullPathPass() {
        assertThat(directory.maySendAs(PracticeId.DEFAULT, ReversePath.none())).isTrue();
    }

    @Test
    void refusesADomainOrANetworkThatIsAnotherPractices() {
        directory.save(practice(hill, Set.of("hill.example"), "10.0.0.0/8"));

        assertThatThrownBy(() -> directory.save(practice(lake, Set.of("hill.example"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A domain of " + lake + " is already one of " + hill + ": remove it there first.");
        assertThatThrownBy(() -> directory.save(practice(lake, Set.of(), "10.0.0.0/8")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A network of " + lake + " is already one of " + hill + ": remove it there first.");
        assertThat(directory.find(lake)).isEmpty();
    }

    @Test
    void ofTwoWhoClaimADomainAtOnceOneHasItAndTheOtherIsTold() {
        List<CompletableFuture<Void>> calls = Stream.of(hill, lake)
                .map(id -> CompletableFuture.runAsync(
                        () -> directory.save(practice(id, Set.of("claimed-" + mark + ".example")))))
                .toList();
        List<Throwable> refused = calls.stream()
                .map(call -> call.handle((done, failure) -> Optional.ofNullable(failure)))
                .flatMap(call -> call.join().stream())
                .toList();
        assertThat(refused)
                .singleElement()
                .satisfies(one -> assertThat(one).hasCauseInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void keepsWhatAPracticeIsAndWhatWasChanged() throws Exception {
        PracticeSettings settings = new PracticeSettings(
                hill,
                "Hill Family Practice",
                Optional.of("+1 555 555 0100"),
                "es",
                false,
                Optional.of(ZoneId.of("America/Chicago")),
                PracticeMode.OBSERVE,
                Set.of(Domain.parse("hill.example"), Domain.parse("hill.test")),
                Set.of(Network.parse("10.7.0.0/16"), Network.parse("10.8.0.0/16")));
        directory.save(settings);
        assertThat(directory.settings(hill)).isEqualTo(settings);

        directory.save(practice(hill, Set.of("hill.test")));
        assertThat(directory.settings(hill)).isEqualTo(practice(hill, Set.of("hill.test")));
        assertThat(directory.all().stream().filter(one -> one.id().equals(hill)))
                .hasSize(1);
    }

    @Test
    void saysWhichSettingHasAWrongNetwork() {
        assertThatThrownBy(() -> new PracticeDirectory(repository, () -> List.of("10.0.0.0/8", "everyone")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sealpost.smtp.trusted-clients: 'everyone' is no network");
    }

    private Optional<PracticeId> ofClient(String address) {
        return directory.ofClient(InetAddress.ofLiteral(address));
    }

    private static ReversePath from(String address) throws InvalidMailboxException {
        return ReversePath.of(Mailbox.parse(address));
    }

    private static PracticeSettings practice(PracticeId id, Set<String> domains, String... networks) {
        return new PracticeSettings(
                id,
                "A practice",
                Optional.empty(),
                "en",
                true,
                domains.stream().map(Domain::new).collect(Collectors.toSet()),
                Arrays.stream(networks).map(Network::parse).collect(Collectors.toSet()));
    }
}
