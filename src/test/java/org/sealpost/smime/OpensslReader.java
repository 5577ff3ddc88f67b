package org.sealpost.smime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestIdentity;

/** {@code openssl cms}. */
final class OpensslReader implements ForeignReader {

    private final Path folder;

    OpensslReader(Path folder) {
        this.folder = folder;
    }

    @Override
    public String version() throws Exception {
        return openssl("version").output().replaceFirst("(?s)OpenSSL (\\d+\\.\\d+).*", "$1");
    }

    @Override
    public Optional<RawMessage> decrypt(RawMessage message, TestIdentity recipient) throws Exception {
        recipient.write(folder, "recipient");
        Files.write(folder.resolve("in.eml"), message.octets());
        return openssl(
                                        "cms",
                                        "-decrypt",
                                        "-in",
                                        "in.eml",
                                        "-recip",
                                        "recipient.pem",
                                        "-inkey",
                                        "recipient.key",
                                        "-out",
                                        "out")
                                .exit()
                        == 0
                ? ForeignReader.file(folder.resolve("out"))
                : Optional.empty();
    }

    @Override
    public Optional<RawMessage> verify(RawMessage message, TestIdentity signer, TestIdentity authority)
            throws Exception {
        authority.write(folder, "authority");
        Files.write(folder.resolve("in.eml"), message.octets());
        return openssl("cms", "-verify", "-in", "in.eml", "-CAfile", "authority.pem", "-out", "out")
                                .exit()
                        == 0
                ? ForeignReader.file(folder.resolve("out"))
                : Optional.empty();
    }

    private Run openssl(String... arguments) throws Exception {
        return ForeignReader.run(
                folder,
                Map.of(),
                Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList());
    }

    @Override
    public void close() {
        // Nothing of it stays running.
    }

    @Override
    public String toString() {
        return "openssl";
    }
}
