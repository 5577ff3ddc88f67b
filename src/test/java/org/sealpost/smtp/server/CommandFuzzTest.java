package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.Line;
import org.sealpost.smtp.LineReader;
import org.sealpost.smtp.Pieces;

/** Any octets as commands, in any pieces. {@code ./sealpost fuzz} fuzzes, else the seeds run. */
class CommandFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void anyOctetsAreTheSameCommandsInAnyPiecesAndNeverAnAddressThatCanBeReadInTwoWays(byte[] octets)
            throws IOException {
        List<Command> commands = commands(Pieces.whole(octets));
        assertThat(commands(Pieces.octetByOctet(octets))).isEqualTo(commands);
        assertThat(commands(Pieces.of(octets, 3))).isEqualTo(commands);
        for (Command command : commands) {
            switch (command) {
                case Command.Mail(ReversePath from, MailParameters parameters) ->
                    from.mailbox().ifPresent(CommandFuzzTest::assertPlain);
                case Command.Postmaster postmaster -> {}
                case Command.Recipient(Mailbox mailbox, RecipientRequest request, boolean needsUtf8) ->
                    assertPlain(mailbox);
                default -> {}
            }
        }
    }

    private static void assertPlain(Mailbox mailbox) {
        assertThat(mailbox.address().chars().filter(c -> c == '@')).hasSize(1);
        assertThat(mailbox.address()).doesNotContainPattern("[\\x00-\\x20\\x7f<>\"%!,;:\\\\()\\[\\]]");
    }

    private static List<Command> commands(Pieces pieces) throws IOException {
        LineReader reader = new LineReader(new BlockInput(pieces), CommandParser.MAX_LINE);
        List<Command> commands = new ArrayList<>();
        while (true) {
            switch (reader.read()) {
                case Line.Complete line -> {
                    assertThat(line.octets().getBytes(StandardCharsets.ISO_8859_1))
                            .doesNotContain('\r', '\n');
                    commands.add(CommandParser.parse(line));
                }
                case Line.TooLong tooLong -> commands.add(CommandParser.parse(tooLong));
                case Line.BareLineEnd bare -> {
                    commands.add(new Command.Fatal(Replies.BARE_LINE_END));
                    return commands;
                }
                case Line.End end -> {
                    return commands;
                }
            }
        }
    }
}
