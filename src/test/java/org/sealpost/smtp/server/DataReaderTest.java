package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.Pieces;
import org.sealpost.testing.SmtpDialogue;

/** Each case is read whole, one octet at a time, and split in two at every place. */
class DataReaderTest {

    private static final MessageLimits LIMITS = MessageLimits.defaults();

    @ParameterizedTest
    @CsvSource({
        // what the client sends up to the end      what the message is
        "'.\\r\\n',                                 ''",
        "'\\r\\n.\\r\\n',                           '\\r\\n'",
        "'a\\r\\n.\\r\\n',                          'a\\r\\n'",
        "'..\\r\\n.\\r\\n',                         '.\\r\\n'",
        "'..a\\r\\n.\\r\\n',                        '.a\\r\\n'",
        "'...\\r\\n.\\r\\n',                        '..\\r\\n'",
        "'a.\\r\\n.\\r\\n',                         'a.\\r\\n'",
        "'a\\r\\n..\\r\\nb\\r\\n.\\r\\n',           'a\\r\\n.\\r\\nb\\r\\n'",
        "'a\\r\\n.b\\r\\n.\\r\\n',                  'a\\r\\nb\\r\\n'",
        "'\\r\\n\\r\\n.\\r\\n',                     '\\r\\n\\r\\n'",
        "'\\xff\\xfe\\r\\n.\\r\\n',                 '\\xff\\xfe\\r\\n'",
    })
    void takesTheDotStuffingAwayAndEndsAtTheDot(String sent, String message) throws IOException {
        byte[] data = SmtpDialogue.unescaped(sent);
        for (Pieces pieces : Pieces.everyWay(data)) {
            assertThat(wholeMessage(pieces)).isEqualTo(SmtpDialogue.unescaped(message));
        }
    }

    /** Every end of data that some server was found to take, between two halves of a message. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\\n.\\n", // CVE-2023-51764 (Postfix), CVE-2023-51765 (sendmail)
                "\\n.\\r\\n", // CVE-2023-51764, CVE-2023-51766 (Exim)
                "\\r\\n.\\n", // CVE-2023-51765
                "\\r.\\r\\n", // CVE-2023-51747 (Apache James)
                "\\r\\n.\\r", // seen at several providers
                "\\r.\\r",
                "\\r.\\n",
                "\\n.\\r",
                "\\r\\n.\\r\\r\\n",
                "\\r\\r\\n.\\r\\r\\n",
                "\\n\\n.\\n\\n",
                "\\r\\n\\x00.\\r\\n",
                "\\r\\n.\\x00\\r\\n",
                "\\r\\n.\\r\\x00\\n",
                "\\r\\n.\\r.\\r\\x00",
                "\\x00\\r\\n",
                "\\r",
                "\\n",
                "\\r\\n.\\n.\\r.\\n",
            })
    void readsPastWhatIsNoEndAndRefusesIt_CVE_2023_51764(String sequence) throws IOException {
        String attack = "Subject: a\\r\\n\\r\\nbefore" + sequence + "MAIL FROM:<evil@example.org>\\r\\n.\\r\\n";
        byte[] data = SmtpDialogue.unescaped(attack + "QUIT\\r\\n");
        for (Pieces pieces : Pieces.everyWay(data)) {
            BlockInput in = new BlockInput(pieces);
            assertThat(read(in))
                    .isInstanceOfSatisfying(
                            DataOutcome.RefusedAndClosed.class,
                            refused -> assertThat(refused.reply().toString())
                                    .startsWith("550 5.6.0 ")
                                    .contains("bare CR or LF"));
            assertThat(rest(in)).isEqualTo("QUIT\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n.\\n", "\\r.\\r", "\\n.\\r\\n", "\\x00.\\r\\n", ".\\n", ".\\r"})
    void noBareSequenceEndsTheDataAtItsVeryStart_CVE_2023_51766(String sequence) throws IOException {
        byte[] data = SmtpDialogue.unescaped(sequence + "x\\r\\n.\\r\\n");
        for (Pieces pieces : Pieces.everyWay(data)) {
            assertThat(read(new BlockInput(pieces))).isInstanceOf(DataOutcome.RefusedAndClosed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".\\r", "a\\r\\n", "a\\r\\n.", "a\\r\\n.\\r", "a\\n.\\n"})
    void aLostConnectionIsAnAbortAndNeverAnEnd(String sent) {
        byte[] data = SmtpDialogue.unescaped(sent);
        for (Pieces pieces : Pieces.everyWay(data)) {
            assertThatThrownBy(() -> read(new BlockInput(pieces))).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void whatFollowsTheEndIsLeftForTheCommands() throws IOException {
        BlockInput in = new BlockInput(Pieces.whole(octets("a\r\n.\r\nMAIL FROM:<>\r\n")));
        assertThat(read(in)).isInstanceOf(DataOutcome.Whole.class);
        assertThat(rest(in)).isEqualTo("MAIL FROM:<>\r\n");
    }

    @Test
    void keepsTextLinesOf998OctetsAndLongerOnesWhole_CVE_2019_16928() throws IOException {
        String message = "a".repeat(998) + "\r\n" + "b".repeat(100_000) + "\r\n";
        assertThat(wholeMessage(Pieces.of(octets(message + ".\r\n"), 7001))).isEqualTo(octets(message));
    }

    @ParameterizedTest
    @CsvSource({"1024, true", "1025, false", "3000, false"})
    void countsOctetsAgainstTheLimitAndReadsToTheEnd_RFC_1870(int size, boolean accepted) throws IOException {
        MessageLimits small = LIMITS.withMaxSize(1024);
        String message = "\r\n" + "x".repeat(size - 4) + "\r\n";
        BlockInput in = new BlockInput(Pieces.of(octets(message + ".\r\nQUIT\r\n"), 100));
        DataOutcome outcome = read(in, small, new MemoryBudget(10_000_000));
        if (accepted) {
            assertThat(outcome).isInstanceOf(DataOutcome.Whole.class);
        } else {
            assertThat(outcome).isEqualTo(new DataOutcome.Refused(Replies.TOO_LARGE));
        }
        assertThat(rest(in)).isEqualTo("QUIT\r\n");
    }

    @Test
    void dotStuffingDoesNotCountAsSize() throws IOException {
        MessageLimits small = LIMITS.withMaxSize(1024);
        BlockInput in = new BlockInput(Pieces.whole(octets("\r\n" + "..\r\n".repeat(340) + ".\r\n")));
        assertThat(read(in, small, new MemoryBudget(10_000_000))).isInstanceOf(DataOutcome.Whole.class);
    }

    @Test
    void closesOnAClientThatSendsFarBeyondTheLimit() throws IOException {
        MessageLimits small = LIMITS.withMaxSize(1024);
        BlockInput in = new BlockInput(Pieces.of(octets("x".repeat(100_000)), 1000));
        assertThat(read(in, small, new MemoryBudget(10_000_000)))
                .isEqualTo(new DataOutcome.RefusedAndClosed(Replies.TOO_LARGE));
    }

    @Test
    void answers452AndGivesBackItsRoomWhenTheMemoryIsUsedUp() throws IOException {
        MemoryBudget budget = new MemoryBudget(MemoryBudget.forMessage(1_000_000));
        MemoryBudget.Reservation memory =
                budget.reserve(DataReader.FIRST_RESERVATION).orElseThrow();
        BlockInput in = new BlockInput(Pieces.of(octets("x".repeat(3_000_000) + "\r\n.\r\nQUIT\r\n"), 30_000));
        DataOutcome outcome = new DataReader(in, LIMITS, LineEnds.REFUSE).read(memory, DataReader.FIRST_RESERVATION);
        assertThat(outcome).isEqualTo(new DataOutcome.Refused(Replies.NO_MEMORY));
        assertThat(budget.reserved()).isEqualTo(MemoryBudget.forMessage(0));
        assertThat(rest(in)).isEqualTo("QUIT\r\n");
    }

    @Test
    void reservesWhatTheMessageTakesAndNoMore() throws IOException {
        MemoryBudget budget = new MemoryBudget(100_000_000);
        MemoryBudget.Reservation memory =
                budget.reserve(DataReader.FIRST_RESERVATION).orElseThrow();
        BlockInput in = new BlockInput(Pieces.of(octets("\r\n" + "x".repeat(1_000_000) + "\r\n.\r\n"), 30_000));
        assertThat(new DataReader(in, LIMITS, LineEnds.REFUSE).read(memory, DataReader.FIRST_RESERVATION))
                .isInstanceOf(DataOutcome.Whole.class);
        assertThat(budget.reserved()).isEqualTo(MemoryBudget.forMessage(1_000_004));
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void moreThanAHundredReceivedFieldsAreALoop_RFC_5321_6_3(int fields, boolean accepted) throws IOException {
        String message = "Received: by a.example\r\n".repeat(fields) + "\r\nReceived: in the body\r\n";
        DataOutcome outcome = read(new BlockInput(Pieces.whole(octets(message + ".\r\n"))));
        assertThat(outcome instanceof DataOutcome.Whole).isEqualTo(accepted);
        if (!accepted) {
            assertThat(outcome).isEqualTo(new DataOutcome.Refused(Replies.LOOP));
        }
    }

    @Test
    void aHeaderBombIsRefusedBeforeItIsTakenApart() throws IOException {
        byte[] bomb = octets("a:\r\n".repeat(100_000) + "\r\nbody\r\n.\r\n");
        assertThat(read(new BlockInput(Pieces.whole(bomb))))
                .isEqualTo(new DataOutcome.Refused(Replies.HEADER_TOO_LARGE));
    }

    @ParameterizedTest
    @CsvSource({"2000, true", "2001, false", "60000, false"})
    void manyTinyFieldsAreRefusedBeforeTheyAreTakenApart(int fields, boolean taken) throws IOException {
        byte[] bomb = octets("a:\r\n".repeat(fields) + "\r\n" + "body\r\n".repeat(3_000) + ".\r\n");
        DataOutcome outcome = read(new BlockInput(Pieces.whole(bomb)));
        if (taken) {
            assertThat(outcome).isInstanceOf(DataOutcome.Whole.class);
        } else {
            assertThat(outcome).isEqualTo(new DataOutcome.Refused(Replies.HEADER_TOO_LARGE));
        }
    }

    @Test
    void textWithoutAHeaderHasNoFieldsHoweverManyLinesItHas() throws IOException {
        byte[] log = octets("all is well today\r\n".repeat(20_000) + ".\r\n");
        assertThat(read(new BlockInput(Pieces.whole(log)))).isInstanceOf(DataOutcome.Whole.class);
    }

    @Test
    void aLongFoldedFieldIsOneField() throws IOException {
        byte[] message = octets("To: a\r\n" + "\tb,\r\n".repeat(3_000) + "\r\nbody\r\n.\r\n");
        assertThat(read(new BlockInput(Pieces.whole(message)))).isInstanceOf(DataOutcome.Whole.class);
    }

    /** Where a bare CR or LF becomes a line end, a dot that was stuffed behind it goes; a single one ends nothing and stays. */
    @ParameterizedTest
    @CsvSource({
        "'a\\n..b\\r\\n.\\r\\n',                       'a\\r\\n.b\\r\\n'",
        "'a\\r..b\\r\\n.\\r\\n',                       'a\\r\\n.b\\r\\n'",
        "'a\\n..\\nb\\n\\r\\n.\\r\\n',                 'a\\r\\n.\\r\\nb\\r\\n\\r\\n'",
        "'a\\n.b\\r\\n.\\r\\n',                        'a\\r\\n.b\\r\\n'",
        "'a\\n.\\nb\\r\\n.\\r\\n',                     'a\\r\\n.\\r\\nb\\r\\n'",
        "'a\\n.\\r\\nb\\r\\n.\\r\\n',                  'a\\r\\n.\\r\\nb\\r\\n'",
        "'a\\r.\\rb\\r\\n.\\r\\n',                     'a\\r\\n.\\r\\nb\\r\\n'",
        "'a\\n\\n..b\\r\\n..c\\r\\n.\\r\\n',            'a\\r\\n\\r\\n.b\\r\\n.c\\r\\n'",
    })
    void takesTheDotStuffingAwayBehindLineEndsThatAreNormalized_RFC_5321_4_5_2(String sent, String message)
            throws IOException {
        for (Pieces pieces : Pieces.everyWay(SmtpDialogue.unescaped(sent))) {
            DataOutcome outcome = new DataReader(new BlockInput(pieces), LIMITS, LineEnds.NORMALIZE)
                    .read(new MemoryBudget(10_000_000).reserve(1_000).orElseThrow(), 1_000);
            assertThat(((DataOutcome.Whole) outcome).message().octets()).isEqualTo(SmtpDialogue.unescaped(message));
        }
    }

    @ParameterizedTest
    @CsvSource({"'a\\r', 'a\\r\\n'", "'a\\n', 'a\\r\\n'", "'a', 'a\\r\\n'", "'a\\r\\n', 'a\\r\\n'"})
    void theLastLineOfChunksIsEndedOnceWhereLineEndsAreNormalized(String sent, String message) {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        DataDecoder.Sink sink = (octets, from, to) -> taken.write(octets, from, to - from);
        ChunkDecoder decoder = new ChunkDecoder(LineEnds.NORMALIZE.before(sink), LineEnds.NORMALIZE);
        byte[] chunk = SmtpDialogue.unescaped(sent);
        decoder.accept(chunk, 0, chunk.length);
        decoder.end();
        assertThat(taken.toByteArray()).isEqualTo(SmtpDialogue.unescaped(message));
    }

    private static DataOutcome read(BlockInput in) throws IOException {
        return read(in, LIMITS, new MemoryBudget(10_000_000));
    }

    private static DataOutcome read(BlockInput in, MessageLimits limits, MemoryBudget budget) throws IOException {
        return new DataReader(in, limits, LineEnds.REFUSE)
                .read(budget.reserve(DataReader.FIRST_RESERVATION).orElseThrow(), DataReader.FIRST_RESERVATION);
    }

    private static byte[] wholeMessage(Pieces pieces) throws IOException {
        return ((DataOutcome.Whole) read(new BlockInput(pieces))).message().octets();
    }

    private static String rest(BlockInput in) throws IOException {
        StringBuilder rest = new StringBuilder();
        while (in.await()) {
            in.offer((octets, from, to) -> {
                rest.append(new String(octets, from, to - from, StandardCharsets.US_ASCII));
                return to - from;
            });
        }
        return rest.toString();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
