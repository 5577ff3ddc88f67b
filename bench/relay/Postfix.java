package relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Postfix with folders of its own and on a port of its own; the machine's own is left alone. Tuned as well as is known
 * for this load: {@code bench/relay/README.md} says what was tuned and why.
 */
final class Postfix implements Relay {

    /** How it relays. */
    enum Mode {
        /** Queue on disk, then delivery: what Postfix is. */
        QUEUE("Postfix"),
        /** Before-queue proxy: each message goes to the next hop within the client's own transaction. */
        PROXY("Postfix, proxy"),
        /** Queue on disk; TLS connections to the next hop are kept, by tlsproxy(8). */
        QUEUE_KEEPS_TLS("Postfix, keeps TLS"),
        /** Queue on disk, a content filter that encrypts with the openssl command, queue again (FILTER_README). */
        FILTER("Postfix, openssl");

        private final String title;

        Mode(String title) {
            this.title = title;
        }
    }

    private static final int START_SECONDS = 30;

    private final Mode mode;
    private final Path folder;
    private final Path configuration;
    private final int port = Ports.free();
    private final long master;

    /**
     * Starts it.
     *
     * @param folder for everything of it
     * @param tls what it shows to clients
     * @param encrypting for the filter
     */
    Postfix(Mode mode, Path folder, NextHop next, TlsIdentity tls, Optional<Encrypting> encrypting) throws IOException {
        this.mode = mode;
        this.folder = folder;
        if (!Folder.isOpen(folder)) {
            throw new BenchmarkFailure("Postfix runs as a user of its own, who may not enter " + folder
                    + ": name a folder that everybody may enter with --work.");
        }
        configuration = Files.createDirectories(folder.resolve("etc"));
        Files.createDirectories(folder.resolve("queue"));
        Path data = Files.createDirectories(folder.resolve("data"));
        Optional<OpensslFilter> filter =
                mode == Mode.FILTER ? Optional.of(new OpensslFilter(folder, configuration, encrypting.orElseThrow())) : Optional.empty();
        Files.writeString(configuration.resolve("main.cf"), main(next, tls));
        Files.writeString(configuration.resolve("master.cf"), services(filter));
        Command.run("chown", "postfix", data.toString());
        Command.run("chmod", "-R", "go+rX", folder.toString());
        if (filter.isPresent()) {
            filter.get().start();
        } else {
            Command.run("postfix", "-c", configuration.toString(), "start");
        }
        try {
            Ports.await(port, START_SECONDS, () -> true,
                    "Postfix did not start: look into " + folder.resolve("maillog") + ".");
            master = Long.parseLong(Files.readString(folder.resolve("queue/pid/master.pid")).strip());
        } catch (BenchmarkFailure failure) {
            close();
            throw failure;
        }
    }

    private String main(NextHop next, TlsIdentity tls) {
        String host = next.trust().isPresent() ? "localhost" : "127.0.0.1";
        String settings = """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = %1$s/maillog
                maillog_file_prefixes = %1$s
                mail_owner = postfix
                myhostname = postfix.practice.example
                mydestination =
                alias_maps =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                smtp_host_lookup = native
                mynetworks = 127.0.0.0/8
                relayhost = [%2$s]:%3$d
                message_size_limit = 52428800
                mailbox_size_limit = 0
                default_process_limit = 1000
                default_destination_concurrency_limit = 10
                initial_destination_concurrency = 10
                in_flow_delay = 0
                smtpd_client_connection_count_limit = 0
                smtpd_peername_lookup = no
                """.formatted(folder, host, next.port());
        if (mode == Mode.PROXY) {
            settings += "smtpd_proxy_filter = %s:%d%n".formatted(host, next.port());
        }
        if (next.trust().isPresent()) {
            settings += """
                    smtpd_tls_security_level = may
                    smtpd_tls_chain_files = %1$s, %2$s
                    smtpd_tls_session_cache_database = btree:%4$s/data/smtpd_scache
                    smtp_tls_security_level = verify
                    smtp_tls_verify_cert_match = hostname
                    smtp_tls_CAfile = %3$s
                    smtp_tls_session_cache_database = btree:%4$s/data/smtp_scache
                    smtp_connection_cache_destinations = localhost
                    """.formatted(tls.key(), tls.certificate(), next.trust().get(), folder);
        }
        if (mode == Mode.QUEUE_KEEPS_TLS) {
            settings += "smtp_tls_connection_reuse = yes\n";
        }
        return settings;
    }

    /** The limit of all processes is how many connections may wait (master's listen(2)); 30 of a kind work fastest. */
    private String services(Optional<OpensslFilter> filter) {
        return """
                127.0.0.1:%d inet n - n - 30 smtpd%s
                pickup    unix  n - n 60  1 pickup
                cleanup   unix  n - n -   0 cleanup
                qmgr      unix  n - n 300 1 qmgr
                tlsmgr    unix  - - n 1000? 1 tlsmgr
                tlsproxy  unix  - - n -   0 tlsproxy
                rewrite   unix  - - n -   - trivial-rewrite
                bounce    unix  - - n -   0 bounce
                defer     unix  - - n -   0 bounce
                trace     unix  - - n -   0 bounce
                flush     unix  n - n 1000? 0 flush
                proxymap  unix  - - n -   - proxymap
                smtp      unix  - - n -   30 smtp
                relay     unix  - - n -   30 smtp
                showq     unix  n - n -   - showq
                error     unix  - - n -   - error
                retry     unix  - - n -   - error
                anvil     unix  - - n -   1 anvil
                scache    unix  - - n -   1 scache
                postlog   unix-dgram n - n - 1 postlogd
                %s""".formatted(port, filter.map(OpensslFilter::hook).orElse(""), filter.map(OpensslFilter::service).orElse(""));
    }

    @Override
    public String name() {
        return mode.title;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int share(int messages) {
        return mode == Mode.FILTER ? Math.max(1, messages / OpensslFilter.SLOWER) : messages;
    }

    @Override
    public ProcessTree processes() {
        return new ProcessTree(master);
    }

    @Override
    public Map<String, String> durability() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("queue file", mode == Mode.PROXY ? "none: the next hop's 250 is the client's" : "fsync before 250");
        settings.put("disk", Files.getFileStore(folder).type());
        return settings;
    }

    @Override
    public void flush() throws IOException {
        Command.run("postqueue", "-c", configuration.toString(), "-f");
    }

    @Override
    public void close() {
        try {
            new ProcessBuilder(List.of("postfix", "-c", configuration.toString(), "stop"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new BenchmarkFailure("Postfix could not be stopped: see 'postfix -c " + configuration + " status'.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
