package relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The simple content filter of Postfix' FILTER_README: pipe(8) runs a script for each message, which encrypts with the
 * openssl command and hands the message back to sendmail(1).
 */
final class OpensslFilter {

    /** Of the messages that another relay is sent, it is sent one in so many. */
    static final int SLOWER = 20;

    private static final Path COMMANDS = Path.of("/usr/sbin");

    private final Path folder;
    private final Path script;

    /** @param folder of the Postfix that it is for */
    OpensslFilter(Path folder, Encrypting encrypting) throws IOException {
        this.folder = folder;
        Path spool = Files.createDirectories(folder.resolve("filter"));
        script = spool.resolve("encrypt");
        Files.writeString(script, """
                #!/bin/sh
                # encrypt -f SENDER -- RECIPIENT
                for recipient do :; done
                umask 077
                trap 'rm -f in.$$ out.$$' EXIT
                cd %1$s && cat >in.$$ || exit 75
                openssl cms -encrypt -aes-256-gcm -in in.$$ -out out.$$ \\
                  -recip "%2$s/$recipient.pem" -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256 || exit 75
                { awk '/^$/ { exit }
                       /^[^ \\t]/ { kept = tolower($1) ~ /^(from|to|date|message-id):$/ }
                       kept' in.$$; cat out.$$; } | /usr/sbin/sendmail -C %3$s -G -i "$@"
                """.formatted(spool, encrypting.certificates(), folder.resolve("etc")));
        Command.run("chmod", "755", script.toString());
        Command.run("chown", "nobody", spool.toString());
        ownCommands();
    }

    /**
     * Postfix' postdrop(1) runs with its group's rights and then trusts no other configuration than the machine's own. A
     * copy without them suffices in a folder of our own.
     */
    private void ownCommands() throws IOException {
        Path own = Files.createDirectories(folder.resolve("sbin"));
        try (Stream<Path> programs = Files.list(COMMANDS)) {
            for (Path program : programs.filter(one -> one.getFileName().toString().startsWith("post")).toList()) {
                Path link = own.resolve(program.getFileName());
                Files.deleteIfExists(link);
                if (program.endsWith("postdrop")) {
                    Files.copy(program, link, StandardCopyOption.REPLACE_EXISTING);
                    Command.run("chmod", "755", link.toString());
                } else {
                    Files.createSymbolicLink(link, program);
                }
            }
        }
    }

    /** More lines of main.cf. */
    String settings() {
        return "command_directory = " + folder.resolve("sbin") + "\n";
    }

    /** What the listener's line of master.cf ends in. */
    String hook() {
        return " -o content_filter=filter:dummy";
    }

    /** More lines of master.cf. */
    String service() {
        return "filter unix - n n - 10 pipe flags=Rq user=nobody null_sender= argv=" + script
                + " -f ${sender} -- ${recipient}\n";
    }

    /** After the start: lets the filter's user put messages back. */
    void letIn() throws IOException {
        for (String command : List.of("o+wx,queue/maildrop", "o+x,queue/public")) {
            String[] mode = command.split(",");
            Command.run("chmod", mode[0], folder.resolve(mode[1]).toString());
        }
    }
}
