package org.sealpost.smime;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestIdentity;

/** GnuPG's {@code gpgsm} in a home of its own, offline. */
final class GpgsmReader implements ForeignReader {

    private static final Pattern KEYGRIP = Pattern.compile("(?m)^grp:+([0-9A-F]{40}):");

    private final Path home;

    GpgsmReader(Path folder) throws Exception {
        this.home = Files.createDirectory(
                folder.resolve("gnupg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Override
    public String version() throws Exception {
        return gpgsm("--version").output().replaceFirst("(?s).*?gpgsm \\(GnuPG\\) (\\d+\\.\\d+).*", "$1");
    }

    @Override
    public Optional<RawMessage> decrypt(RawMessage message, TestIdentity recipient) throws Exception {
        importKey(recipient);
        Files.write(home.resolve("in.der"), CmsReader.cms(message));
        Files.deleteIfExists(home.resolve("out"));
        return gpgsm("--decrypt", "-o", "out", "in.der").exit() == 0
                ? ForeignReader.file(home.resolve("out"))
                : Optional.empty();
    }

    @Override
    public Optional<RawMessage> verify(RawMessage message, TestIdentity signer, TestIdentity authority)
            throws Exception {
        trust(authority);
        boolean clear = ForeignReader.isClear(message);
        Files.write(
                home.resolve("in.der"),
                clear ? ForeignReader.clearParts(message).get("signature") : CmsReader.cms(message));
        Files.deleteIfExists(home.resolve("out"));
        if (clear) {
            Files.write(home.resolve("out"), ForeignReader.clearParts(message).get("content"));
        }
        Run run = clear ? gpgsm("--verify", "in.der", "out") : gpgsm("--verify", "-o", "out", "in.der");
        return run.exit() == 0 && run.output().contains("Good signature")
                ? ForeignReader.file(home.resolve("out"))
                : Optional.empty();
    }

    private void trust(TestIdentity authority) throws Exception {
        authority.write(home, "authority");
        gpgsm("--import", "authority.pem");
        String line = fingerprint(authority) + " S relax\n";
        Path list = home.resolve("trustlist.txt");
        if (!Files.exists(list) || !Files.readString(list).contains(line)) {
            Files.writeString(list, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            stopAgent();
        }
    }

    /** Gives the agent the key in its own form: the import of PKCS #12 of this version knows RSA only. */
    private void importKey(TestIdentity identity) throws Exception {
        identity.write(home, "recipient");
        gpgsm("--import", "recipient.pem");
        Matcher grip = KEYGRIP.matcher(gpgsm("--with-colons", "--with-keygrip", "-k", fingerprint(identity))
                .output());
        Optional<String> key = expression(identity);
        if (grip.find() && key.isPresent()) {
            Path keys = home.resolve("private-keys-v1.d");
            Files.createDirectories(keys);
            Files.writeString(keys.resolve(grip.group(1) + ".key"), "Key: (private-key " + key.get() + ")\n");
        }
    }

    private static Optional<String> expression(TestIdentity identity) {
        if (identity.key() instanceof RSAPrivateCrtKey key) {
            BigInteger p = key.getPrimeP().min(key.getPrimeQ());
            BigInteger q = key.getPrimeP().max(key.getPrimeQ());
            return Optional.of("(rsa (n #%s#)(e #%s#)(d #%s#)(p #%s#)(q #%s#)(u #%s#))"
                    .formatted(
                            hex(key.getModulus()),
                            hex(key.getPublicExponent()),
                            hex(key.getPrivateExponent()),
                            hex(p),
                            hex(q),
                            hex(p.modInverse(q))));
        }
        if (identity.key() instanceof ECPrivateKey key
                && identity.certificate().getPublicKey() instanceof ECPublicKey pub) {
            int octets = (key.getParams().getOrder().bitLength() + 7) / 8;
            return Optional.of("(ecc (curve \"NIST P-%d\")(q #04%s%s#)(d #%s#))"
                    .formatted(
                            octets * 8,
                            fixed(pub.getW().getAffineX(), octets),
                            fixed(pub.getW().getAffineY(), octets),
                            fixed(key.getS(), octets)));
        }
        return Optional.empty();
    }

    private static String hex(BigInteger number) {
        return HexFormat.of().formatHex(number.toByteArray());
    }

    private static String fixed(BigInteger number, int octets) {
        String hex = number.toString(16);
        return "0".repeat(octets * 2 - hex.length()) + hex;
    }

    private static String fingerprint(TestIdentity identity) throws Exception {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1")
                        .digest(identity.certificate().getEncoded()));
    }

    private Run gpgsm(String... arguments) throws Exception {
        return run(Stream.concat(
                        Stream.of("gpgsm", "--batch", "--yes", "--disable-dirmngr", "--disable-crl-checks"),
                        Stream.of(arguments))
                .toList());
    }

    private Run run(List<String> command) throws Exception {
        return ForeignReader.run(home, Map.of("GNUPGHOME", home.toString(), "LC_ALL", "C"), command);
    }

    private void stopAgent() throws Exception {
        run(List.of("gpgconf", "--kill", "gpg-agent"));
    }

    @Override
    public void close() throws Exception {
        stopAgent();
    }

    @Override
    public String toString() {
        return "gpgsm";
    }
}
