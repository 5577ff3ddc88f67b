package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.testing.InsecureTls;

class ServerTlsTest {

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    @BeforeEach
    void makeCertificate() throws IOException {
        certificate = folder.resolve("tls/smtp.crt");
        key = folder.resolve("tls/smtp.key");
        SelfSignedCertificate.createIfMissing(certificate, key, "first.practice.example");
    }

    @Test
    void aSelfSignedCertificateIsMadeOnceAndItsKeyIsItsOwners() throws IOException {
        String before = Files.readString(certificate);
        SelfSignedCertificate.createIfMissing(certificate, key, "other.practice.example");
        assertThat(Files.readString(certificate)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aChangedCertificateServesNewConnections() throws Exception {
        fixture.start(settings -> settings.withTls(load(Duration.ZERO)).withTlsPort(0));
        assertThat(presented()).contains("first.practice.example");
        replace("second.practice.example");
        assertThat(presented()).contains("second.practice.example");
    }

    @Test
    void aBrokenChangeKeepsTheCertificateInUse() throws Exception {
        fixture.start(settings -> settings.withTls(load(Duration.ZERO)).withTlsPort(0));
        Files.writeString(certificate, "not a certificate");
        assertThat(presented()).contains("first.practice.example");
        replace("third.practice.example");
        assertThat(presented()).contains("third.practice.example");
    }

    @Test
    void readsKeysOfEveryCommonForm() throws Exception {
        PemCredentials credentials = PemCredentials.read(certificate, key);
        // SEC1, which openssl ecparam -genkey writes.
        Files.writeString(key, pem("EC PRIVATE KEY", credentials.key()));
        assertThat(PemCredentials.read(certificate, key).key().getAlgorithm()).startsWith("EC");
    }

    @Test
    void wrongFilesAreOneSentenceEach() throws IOException {
        assertThat(faultOf(folder.resolve("none.crt"), key))
                .isEqualTo("The file " + folder.resolve("none.crt")
                        + " cannot be read: check sealpost.smtp.tls.certificate and .key.");
        assertThat(faultOf(key, key)).contains("holds no certificate in PEM");
        assertThat(faultOf(certificate, certificate)).contains("holds no private key in PEM");
        Path otherCertificate = folder.resolve("other.crt");
        Path otherKey = folder.resolve("other.key");
        SelfSignedCertificate.createIfMissing(otherCertificate, otherKey, "other.practice.example");
        assertThat(faultOf(certificate, otherKey)).contains("does not belong to the certificate");
    }

    private void replace(String hostname) throws IOException {
        Files.delete(certificate);
        SelfSignedCertificate.createIfMissing(certificate, key, hostname);
    }

    private ServerTls load(Duration checkEvery) {
        try {
            return ServerTls.load(certificate, key, Optional.empty(), checkEvery);
        } catch (ServerStartException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static String faultOf(Path certificate, Path key) {
        Throwable fault = catchThrowable(() -> ServerTls.load(certificate, key));
        assertThat(fault).isInstanceOf(ServerStartException.class);
        return fault.getMessage();
    }

    private String presented() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), fixture.server().tlsPort().orElseThrow());
        try (SSLSocket tls = (SSLSocket)
                InsecureTls.context().getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true)) {
            tls.startHandshake();
            return ((X509Certificate) tls.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static String pem(String type, PrivateKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new PemObject(type, sec1WithCurve(info)));
        }
        return text.toString();
    }

    /** The curve stands beside the key in PKCS#8 and within it in SEC1. */
    private static byte[] sec1WithCurve(PrivateKeyInfo info) throws IOException {
        ECPrivateKey bare = ECPrivateKey.getInstance(info.parsePrivateKey());
        return new ECPrivateKey(
                        256, bare.getKey(), info.getPrivateKeyAlgorithm().getParameters())
                .getEncoded();
    }
}
