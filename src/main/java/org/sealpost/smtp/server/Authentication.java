package org.sealpost.smtp.server;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;
import org.sealpost.smtp.Line;
import org.sealpost.smtp.LineReader;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.auth.AccountName;
import org.sealpost.smtp.server.auth.Accounts;
import org.sealpost.smtp.server.auth.ChannelBindings;
import org.sealpost.smtp.server.auth.Exchange;
import org.sealpost.smtp.server.auth.Mechanism;
import org.sealpost.smtp.server.auth.PaddedBase64;
import org.sealpost.smtp.server.auth.Sasl;

/** AUTH of one session (RFC 4954): offered and taken under TLS only, once, and never within a transaction. */
final class Authentication {

    /** Octets of the longest line with CRLF (section 4). */
    static final int MAX_LINE = 12_288;

    private final Dialogue dialogue;
    private final ServerSettings settings;
    private final Optional<Accounts> accounts;
    private Optional<AccountName> account = Optional.empty();
    private Optional<Sasl> sasl = Optional.empty();
    private int failures;

    /** @param accounts by which clients may sign in, if they may at all */
    Authentication(Dialogue dialogue, ServerSettings settings, Optional<Accounts> accounts) {
        this.dialogue = dialogue;
        this.settings = settings;
        this.accounts = accounts;
    }

    /** Whom the client has proven to be. */
    Optional<AccountName> account() {
        return account;
    }

    /** Whether MAIL may carry AUTH= (section 5). */
    boolean isAnnounced() {
        return accounts.isPresent() && dialogue.wire().tls().isPresent();
    }

    /** The line of the answer to EHLO. A client that has signed in is offered it no more. */
    List<String> announced() {
        return isAnnounced() && account.isEmpty()
                ? List.of(
                        "AUTH " + sasl().offered().stream().map(Mechanism::key).collect(Collectors.joining(" ")))
                : List.of();
    }

    /**
     * Does what the client asked for, or says why not.
     *
     * @param withinTransaction whether MAIL was said
     */
    void start(Command.Auth command, boolean withinTransaction) throws IOException {
        if (accounts.isEmpty()) {
            dialogue.fault(Replies.NOT_OFFERED);
        } else if (dialogue.wire().tls().isEmpty()) {
            dialogue.fault(Replies.TLS_FOR_AUTH);
        } else if (dialogue.hello().filter(Command.Hello::extended).isEmpty()) {
            dialogue.fault(Replies.HELLO_FIRST);
        } else if (account.isPresent() || withinTransaction) {
            dialogue.fault(account.isPresent() ? Replies.SIGNED_IN_ALREADY : Replies.NESTED_MAIL);
        } else {
            Optional<Mechanism> mechanism = Mechanism.find(command.mechanism()).filter(sasl().offered()::contains);
            if (mechanism.isEmpty()) {
                dialogue.fault(Replies.NO_SUCH_MECHANISM);
            } else {
                run(mechanism.get(), command.initial());
            }
        }
    }

    private void run(Mechanism mechanism, Optional<String> initial) throws IOException {
        Optional<byte[]> response = Optional.empty();
        if (initial.isPresent()) {
            response = initial.get().equals("=") ? Optional.of(new byte[0]) : PaddedBase64.decode(initial.get());
            if (response.isEmpty()) {
                dialogue.fault(Replies.NOT_BASE64);
                return;
            }
        }
        try {
            Exchange exchange = sasl().begin(mechanism);
            Exchange.Step step = exchange.next(response);
            while (step instanceof Exchange.Step.Challenge(byte[] challenge)) {
                Optional<byte[]> answer = ask(challenge);
                if (answer.isEmpty()) {
                    return;
                }
                step = exchange.next(answer);
            }
            conclude(mechanism, step);
        } catch (RuntimeException accountsAway) {
            Faults.answer(accountsAway);
            dialogue.answer(Replies.CANNOT_SIGN_IN_NOW);
        }
    }

    /** The client's next response; nothing when the exchange is over, and the client was told. */
    private Optional<byte[]> ask(byte[] challenge) throws IOException {
        Wire wire = dialogue.wire();
        wire.write(Reply.plain(334, Base64.getEncoder().encodeToString(challenge)));
        wire.await(Patience.within(settings.timeouts().command()));
        return switch (new LineReader(wire.in(), MAX_LINE).read()) {
            case Line.Complete(String line) when line.equals("*") -> over(Replies.SIGN_IN_CANCELLED);
            case Line.Complete(String line) -> {
                Optional<byte[]> response = PaddedBase64.decode(line);
                yield response.isPresent() ? response : over(Replies.NOT_BASE64);
            }
            case Line.TooLong tooLong -> over(Replies.AUTH_LINE_TOO_LONG);
            case Line.BareLineEnd bare -> {
                dialogue.close(Replies.BARE_LINE_END);
                yield Optional.empty();
            }
            case Line.End end -> throw new EOFException("the client left within AUTH");
        };
    }

    private Optional<byte[]> over(Reply reply) throws IOException {
        dialogue.fault(reply);
        return Optional.empty();
    }

    private void conclude(Mechanism mechanism, Exchange.Step step) throws IOException {
        switch (step) {
            case Exchange.Step.Proven(AccountName proven) -> {
                account = Optional.of(proven);
                sasl().signedIn(proven, mechanism);
                dialogue.answer(Replies.SIGNED_IN);
            }
            case Exchange.Step.Wrong(Duration delay) -> {
                sasl().denied("a wrong proof of an account by " + mechanism.key());
                pause(delay);
                failed(Replies.NOT_SIGNED_IN);
            }
            case Exchange.Step.TooMany tooMany -> {
                sasl().denied("too many wrong proofs of accounts");
                failed(Replies.SIGN_IN_LATER);
            }
            case Exchange.Step.Malformed malformed -> dialogue.fault(Replies.BAD_RESPONSE);
            case Exchange.Step.Challenge challenge ->
                throw new IllegalStateException("an exchange ended with a challenge");
        }
    }

    private void failed(Reply reply) throws IOException {
        if (++failures >= sasl().maxFailures()) {
            dialogue.close(Replies.TOO_MANY_FAILURES);
        } else {
            dialogue.answer(reply);
        }
    }

    /** What this connection can do is known once it is under TLS. */
    private Sasl sasl() {
        if (sasl.isEmpty()) {
            Wire wire = dialogue.wire();
            SSLSession session = wire.tlsSession().orElseThrow();
            Accounts known = accounts.orElseThrow();
            sasl = Optional.of(new Sasl(
                    known.authenticator(),
                    known.guessing(),
                    wire.address(),
                    ChannelBindings.of(session),
                    settings.clients().certificates().flatMap(trust -> trust.verified(session))));
        }
        return sasl.get();
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
