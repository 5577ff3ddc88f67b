package org.sealpost.admin;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The token that opens the API and the console: 256 random bits in the file {@code admin.token} of the home folder, made
 * at first start and readable by its owner only. Replicas that share the folder share it; whoever wants another deletes
 * the file and restarts.
 */
@Startup
@Singleton
final class AdminToken {

    /** The file in the home folder. */
    static final String FILE = "admin.token";

    private static final int OCTETS = 32;
    /** What 256 bits need in base64url; a shorter token in the file was put there by hand. */
    private static final int MIN_LENGTH = 43;

    private final byte[] token;

    AdminToken(@ConfigProperty(name = "sealpost.home", defaultValue = "data") Path home) {
        Path file = home.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                make(home, file);
            }
            token = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "The token file " + file.toAbsolutePath()
                            + " cannot be used: make it readable, and its folder writable, for this user.",
                    failure);
        }
        if (token.length < MIN_LENGTH) {
            throw new IllegalStateException("The token file " + file.toAbsolutePath()
                    + " holds no token of 256 bits: delete it, and a new one is made at the next start.");
        }
    }

    /** Whether that is the token, in a time that tells nothing of where they differ. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(token, presented.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * HMAC-SHA-256 under the token, in base64url: what proves to any replica that the text was made by one that knows the
     * token. It ends with the token.
     *
     * @param purpose keeps what is made for one purpose from serving another
     */
    String seal(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token, "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            // No purpose has a NUL, so no pair of purpose and text can be read as another.
            mac.update((byte) 0);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The whole token appears at once under its name: another replica that starts now finds all of it or none. */
    private static void make(Path home, Path file) throws IOException {
        if (!Files.exists(home)) {
            Files.createDirectories(home);
        }
        byte[] random = new byte[OCTETS];
        new SecureRandom().nextBytes(random);
        Path fresh = home.resolve(FILE + "." + UUID.randomUUID());
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException another) {
            // Another replica was first; its token holds.
        } finally {
            Files.delete(fresh);
        }
    }
}
