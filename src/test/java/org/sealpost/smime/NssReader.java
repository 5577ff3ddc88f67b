package org.sealpost.smime;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestIdentity;

/** {@code cmsutil} on NSS, the library of Thunderbird, with a database of its own. */
final class NssReader implements ForeignReader {

    private static final char[] PASSWORD = "pw".toCharArray();

    private final Path folder;
    private final String database;
    private final Set<Object> known = new HashSet<>();

    NssReader(Path folder) throws Exception {
        this.folder = Files.createDirectory(folder.resolve("nss"));
        this.database = "sql:" + this.folder;
        run("certutil", "-N", "-d", database, "--empty-password");
    }

    /** The tools do not say; the package of the library does. */
    @Override
    public String version() throws Exception {
        return run("dpkg-query", "-W", "-f", "${Version}", "libnss3")
                .output()
                .replaceFirst("(?:\\d+:)?(\\d+\\.\\d+).*", "$1")
                .strip();
    }

    @Override
    public Optional<RawMessage> decrypt(RawMessage message, TestIdentity recipient) throws Exception {
        if (known.add(recipient.certificate())) {
            importKey(recipient);
        }
        Files.write(folder.resolve("in.der"), CmsReader.cms(message));
        return run("cmsutil", "-D", "-d", database, "-i", "in.der", "-o", "out").exit() == 0
                ? ForeignReader.file(folder.resolve("out"))
                : Optional.empty();
    }

    @Override
    public Optional<RawMessage> verify(RawMessage message, TestIdentity signer, TestIdentity authority)
            throws Exception {
        if (known.add(authority.certificate())) {
            authority.write(folder, "authority");
            run("certutil", "-A", "-d", database, "-n", "authority", "-t", ",C,", "-a", "-i", "authority.pem");
        }
        boolean clear = ForeignReader.isClear(message);
        if (!clear) {
            Files.write(folder.resolve("in.der"), CmsReader.cms(message));
            return run("cmsutil", "-D", "-d", database, "-i", "in.der", "-o", "out")
                                    .exit()
                            == 0
                    ? ForeignReader.file(folder.resolve("out"))
                    : Optional.empty();
        }
        Files.write(folder.resolve("in.der"), ForeignReader.clearParts(message).get("signature"));
        Files.write(folder.resolve("content"), ForeignReader.clearParts(message).get("content"));
        return run("cmsutil", "-D", "-d", database, "-i", "in.der", "-c", "content", "-o", "out")
                                .exit()
                        == 0
                ? ForeignReader.file(folder.resolve("content"))
                : Optional.empty();
    }

    private void importKey(TestIdentity identity) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        try {
            store.setKeyEntry("recipient", identity.key(), PASSWORD, new Certificate[] {identity.certificate()});
        } catch (KeyStoreException kindOfKeyThatCannotBeStored) {
            return;
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("recipient.p12"))) {
            store.store(out, PASSWORD);
        }
        run("pk12util", "-i", "recipient.p12", "-d", database, "-W", new String(PASSWORD));
    }

    private Run run(String... command) throws Exception {
        return ForeignReader.run(folder, Map.of(), List.of(command));
    }

    @Override
    public void close() {
        // Nothing of it stays running.
    }

    @Override
    public String toString() {
        return "nss";
    }
}
