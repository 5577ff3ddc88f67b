package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.delivery.Parts.envelope;
import static org.sealpost.delivery.Parts.said;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.RecipientReply;

/** What every outcome of a transfer means for each of three recipients. */
class VerdictTest {

    private static final List<String> THREE = List.of("x@clinic.example", "y@clinic.example", "z@clinic.example");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what was said of x, y, z | what came of the message | what it means for x, y, z
                "250 250 250 | dot 250   | delivered delivered delivered",
                "250 550 450 | dot 250   | delivered refused later",
                "251 252 421 | dot 250   | delivered delivered later",
                "250 354 250 | dot 250   | delivered later delivered",
                "250 550 450 | dot 452   | later refused later",
                "250 550 450 | dot 554   | refused refused later",
                "250 550 450 | lost      | doubtful refused later",
                "550 551 553 | nobody    | refused refused refused",
                "450 550 421 | nobody    | later refused later",
                "            | refused 552 | refused refused refused",
                "            | refused 451 | later later later",
                "            | failed    | later later later",
            })
    void everyRecipientHasExactlyOneFate(String said, String came, String fates) {
        Verdict verdict = Verdict.of(
                envelope("a@practice.example", THREE.toArray(String[]::new)),
                outcome(came, said == null ? List.of() : replies(said)));

        assertThat(THREE.stream().map(address -> fate(verdict, address)).toList())
                .containsExactly(fates.split(" "));
    }

    /** RFC 5321 section 4.5.3.1.10: 452 beside others who were accepted is where one transaction ends. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what was said of x, y, z | what came of the message | whether the others are next at once
                "250 452 452       | dot 250 | true",
                "250 452/4.5.3 450 | dot 250 | true",
                "250 452/4.2.2 250 | dot 250 | false",
                "250 450 550       | dot 250 | false",
                "250 452 452       | dot 451 | false",
                "250 452 452       | lost    | false",
                "452 452 452       | nobody  | false",
            })
    void whoIsOneTooManyForATransactionIsNextAsLongAsEachBringsItToSomebody(String said, String came, boolean atOnce) {
        Verdict verdict =
                Verdict.of(envelope("a@practice.example", THREE.toArray(String[]::new)), outcome(came, replies(said)));

        assertThat(verdict.goesOnAtOnce()).isEqualTo(atOnce);
    }

    @Test
    void theOthersOfAVerdictCanBeLeftOut() {
        Verdict verdict = Verdict.of(
                        envelope("a@practice.example", THREE.toArray(String[]::new)),
                        outcome("dot 250", replies("250 550 450")))
                .among(List.of(Parts.mailbox(THREE.getFirst())));

        assertThat(THREE.stream().map(address -> fate(verdict, address)).toList())
                .containsExactly("delivered", "", "");
    }

    @Test
    void aVerdictRemembersTheNextHopsLastWord() {
        assertThat(Verdict.of(envelope("", THREE.getFirst()), outcome("dot 250", replies("250")))
                        .reply()
                        .orElseThrow()
                        .code())
                .isEqualTo(250);
        assertThat(Verdict.of(envelope("", THREE.getFirst()), outcome("nobody", replies("450")))
                        .reply()
                        .orElseThrow()
                        .code())
                .isEqualTo(450);
        assertThat(Verdict.of(envelope("", THREE.getFirst()), outcome("lost", replies("250")))
                        .reply())
                .isEmpty();
    }

    /** Each of them hears its own, and nobody what was said of another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "450 550 421 | nobody    | 450 - 421",
                "250 550 450 | dot 250   | - - 450",
                "250 550 450 | dot 452   | 452 - 450",
                "250 550 450 | dot 554   | - - 450",
                "250 354 450 | lost      | - - 450",
                "250 250 250 | refused 451 | 451 451 451",
                "250 250 250 | refused 552 | - - -",
                "250 250 250 | failed    | - - -",
            })
    void aVerdictKnowsWhatWasSaidOfEachWhoIsDeferred(String said, String came, String deferrals) {
        Verdict verdict =
                Verdict.of(envelope("a@practice.example", THREE.toArray(String[]::new)), outcome(came, replies(said)));

        assertThat(THREE.stream()
                        .map(address -> verdict.deferral(Parts.mailbox(address))
                                .map(reply -> Integer.toString(reply.code()))
                                .orElse("-"))
                        .toList())
                .containsExactly(deferrals.split(" "));
    }

    private static String fate(Verdict verdict, String address) {
        Stream<String> fates = Stream.of(
                        Parts.addresses(verdict.delivered()).contains(address) ? "delivered" : "",
                        verdict.refused().stream()
                                        .anyMatch(
                                                one -> one.recipient().address().equals(address))
                                ? "refused"
                                : "",
                        Parts.addresses(verdict.later()).contains(address) ? "later" : "",
                        Parts.addresses(verdict.doubtful()).contains(address) ? "doubtful" : "")
                .filter(one -> !one.isEmpty());
        return String.join("+", fates.toList());
    }

    private static TransferOutcome outcome(String came, List<RecipientReply> replies) {
        String[] words = came.split(" ");
        return switch (words[0]) {
            case "dot" -> new TransferOutcome.Answered(replies, Reply.plain(Integer.parseInt(words[1]), "said"));
            case "lost" -> new TransferOutcome.InDoubt(replies);
            case "nobody" -> new TransferOutcome.NobodyAccepted(replies);
            case "refused" -> new TransferOutcome.Refused(Reply.plain(Integer.parseInt(words[1]), "said"));
            case "failed" -> new TransferOutcome.Failed("the connection was lost");
            default -> throw new IllegalArgumentException(came);
        };
    }

    private static List<RecipientReply> replies(String codes) {
        List<String> all = List.of(codes.split(" "));
        return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                .map(i -> replied(THREE.get(i), all.get(i).split("/")))
                .toList();
    }

    /** @param codes the reply's, and the enhanced one if there is one */
    private static RecipientReply replied(String recipient, String... codes) {
        int code = Integer.parseInt(codes[0]);
        return codes.length == 1
                ? said(recipient, code)
                : new RecipientReply(Parts.mailbox(recipient), Reply.of(code, codes[1], "said"));
    }
}
