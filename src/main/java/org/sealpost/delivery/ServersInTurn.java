package org.sealpost.delivery;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;

/** What one search among several servers has come to so far. */
final class ServersInTurn {

    private final Wanted wanted;
    private final Consumer<SmtpConnection> giveBack;
    private final Map<Peer, SmtpFailure> silent = new LinkedHashMap<>();
    private final Set<NextHop> answered = new HashSet<>();
    private Optional<SmtpConnection> second = Optional.empty();
    private Optional<SmtpFailure.Unproven> unproven = Optional.empty();

    /** @param giveBack takes what was opened and is not needed */
    ServersInTurn(Wanted wanted, Consumer<SmtpConnection> giveBack) {
        this.wanted = wanted;
        this.giveBack = giveBack;
    }

    /** True when it has what is wanted and ends the search; else it may still be the second choice. */
    boolean isEndedBy(SmtpConnection connection) {
        answered.add(connection.nextHop());
        if (wanted.isMetBy(connection)) {
            second.ifPresent(giveBack);
            return true;
        }
        if (second.isPresent()) {
            giveBack.accept(connection);
        } else {
            second = Optional.of(connection);
        }
        return false;
    }

    void failed(Peer peer, SmtpFailure failure) {
        if (failure instanceof SmtpFailure.Unproven answer) {
            answered.add(peer.nextHop());
            boolean better = unproven.isEmpty() || (!unproven.get().offersTls() && answer.offersTls());
            unproven = better ? Optional.of(answer) : unproven;
        } else {
            silent.put(peer, failure);
        }
    }

    /** The second choice, or why there is none, when every server was asked. */
    SmtpConnection best() throws SmtpFailure {
        // Temporary is not infeasible: whoever did not answer might have it. A host that answered at another of its
        // addresses has said what it has.
        Optional<SmtpFailure> awaited = silent.entrySet().stream()
                .filter(one -> wanted.isPossibleAt(one.getKey())
                        && !answered.contains(one.getKey().nextHop()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (second.isPresent() && awaited.isEmpty()) {
            return second.get();
        }
        second.ifPresent(giveBack);
        if (awaited.isPresent()) {
            throw awaited.get();
        }
        if (unproven.isPresent()) {
            throw unproven.get();
        }
        throw silent.values().iterator().next();
    }
}
