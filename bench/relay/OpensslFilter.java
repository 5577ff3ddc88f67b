package relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The simple content filter of Postfix' FILTER_README: pipe(8) runs a script for each message, which encrypts with the
 * openssl command and hands the message back to sendmail(1).
 */
final class OpensslFilter {

    /** Of the messages that another relay is sent, it is sent one in so many. */
    static final int SLOWER = 20;

    private final Path configuration;
    private final Path script;

    /**
     * @param folder of the Postfix that it is for
     * @param configuration of that Postfix, not yet written
     */
    OpensslFilter(Path folder, Path configuration, Encrypting encrypting) throws IOException {
        this.configuration = configuration;
        // The package's own files, without which nothing starts; main.cf and master.cf are written over.
        Command.run("cp", "-a", "/etc/postfix/.", configuration.toString());
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
                       kept' in.$$; cat out.$$; } | /usr/sbin/sendmail -G -i "$@"
                """.formatted(spool, encrypting.certificates()));
        Command.run("chmod", "755", script.toString());
        Command.run("chown", "nobody", spool.toString());
    }

    /**
     * Starts Postfix where its configuration stands in the place of the machine's own, for it and its programs only:
     * sendmail(1) and postdrop(1), called by anyone but root, trust no other.
     */
    void start() throws IOException {
        Command.run("unshare", "--mount", "--propagation", "private", "sh", "-c",
                "mount --bind \"$0\" /etc/postfix && exec postfix start", configuration.toString());
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
}
