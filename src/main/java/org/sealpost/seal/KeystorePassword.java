package org.sealpost.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The password that lies beside a keystore, in a file that only its owner can read, when none is configured. */
final class KeystorePassword {

    private static final int RANDOM_BYTES = 32;

    private KeystorePassword() {}

    /**
     * The password beside that keystore; made when neither is there yet.
     *
     * @throws SealException in one sentence, when it is lost or cannot be read or made
     */
    static char[] beside(Path keystore) throws SealException {
        Path file = keystore.resolveSibling(keystore.getFileName() + ".password");
        try {
            if (!Files.exists(file)) {
                if (Files.exists(keystore)) {
                    throw new SealException("The keystore " + keystore + " has no password: restore " + file
                            + ", or set sealpost.keystore.password.");
                }
                make(file);
            }
            String password = Files.readString(file).strip();
            if (password.isEmpty()) {
                throw new SealException("The keystore's password file " + file + " is empty: restore it.");
            }
            return password.toCharArray();
        } catch (IOException failure) {
            throw new SealException(
                    "The keystore's password file " + file + " cannot be used: make its folder writable.", failure);
        }
    }

    /** Whole or not at all, and never over the one that another replica made at the same moment. */
    private static void make(Path file) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(
                folder,
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            String password = Base64.getEncoder().encodeToString(random);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer octets = ByteBuffer.wrap(password.getBytes(StandardCharsets.US_ASCII));
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
                channel.force(true);
            }
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException madeByAnother) {
            // Then that one is the password.
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
