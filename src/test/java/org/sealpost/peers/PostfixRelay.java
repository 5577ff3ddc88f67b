package org.sealpost.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.sealpost.testing.FreePort;

/** A practice's Postfix, with folders of its own and on a port of its own; the machine's own Postfix is left alone. */
final class PostfixRelay implements AutoCloseable {

    private final Path configuration;
    private final Path log;
    private final int port;

    /**
     * Starts it.
     *
     * @param folder for everything of it
     * @param relayPort of the gateway, to which it hands every message under TLS
     */
    PostfixRelay(Path folder, int relayPort) throws Exception {
        this(folder, FreePort.next(), """
                myhostname = server.practice.example
                relayhost = [127.0.0.1]:%d
                smtp_tls_security_level = encrypt
                """.formatted(relayPort));
    }

    /**
     * Starts one that stands behind the gateway.
     *
     * @param port on which it listens
     * @param settings lines of main.cf
     */
    static PostfixRelay behind(Path folder, int port, String settings) throws Exception {
        return new PostfixRelay(folder, port, "myhostname = behind.example\n" + settings);
    }

    private PostfixRelay(Path folder, int port, String settings) throws Exception {
        this.port = port;
        configuration = Files.createDirectories(folder.resolve("etc"));
        Path queue = Files.createDirectories(folder.resolve("queue"));
        Path data = Files.createDirectories(folder.resolve("data"));
        log = folder.resolve("maillog");
        Files.writeString(
                configuration.resolve("main.cf"), """
                compatibility_level = 3.6
                queue_directory = %s
                data_directory = %s
                mail_owner = postfix
                mydestination =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                mynetworks = 127.0.0.0/8
                maillog_file = %s
                maillog_file_prefixes = %s
                alias_maps =
                minimal_backoff_time = 1s
                bounce_notice_recipient = a@practice.example
                %s
                """.formatted(queue, data, log, folder.getRoot(), settings));
        Files.writeString(configuration.resolve("master.cf"), """
                127.0.0.1:%d inet n - n - - smtpd
                pickup    unix  n - n 60  1 pickup
                cleanup   unix  n - n -   0 cleanup
                qmgr      unix  n - n 1   1 qmgr
                tlsmgr    unix  - - n 1000? 1 tlsmgr
                rewrite   unix  - - n -   - trivial-rewrite
                bounce    unix  - - n -   0 bounce
                defer     unix  - - n -   0 bounce
                trace     unix  - - n -   0 bounce
                flush     unix  n - n 1000? 0 flush
                proxymap  unix  - - n -   - proxymap
                smtp      unix  - - n -   - smtp
                relay     unix  - - n -   - smtp
                showq     unix  n - n -   - showq
                error     unix  - - n -   - error
                discard   unix  - - n -   - discard
                retry     unix  - - n -   - error
                anvil     unix  - - n -   1 anvil
                scache    unix  - - n -   1 scache
                postlog   unix-dgram n - n - 1 postlogd
                """.formatted(port));
        run("chown", "postfix", data.toString());
        run("chmod", "-R", "go+rX", folder.toString());
        run("postfix", "-c", configuration.toString(), "start");
        await().atMost(Duration.ofSeconds(20))
                .ignoreException(IOException.class)
                .until(() -> {
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return true;
                });
    }

    int port() {
        return port;
    }

    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() throws Exception {
        new ProcessBuilder("postfix", "-c", configuration.toString(), "stop")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as("%s\n%s", List.of(command), printed).isZero();
    }
}
