package relay;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** One certificate for {@code localhost}, which both relays and the next hop show, so that all calculate alike. */
final class TlsIdentity {

    /** The driver measures; that the relays verify their next hop is set in their configurations. */
    private static final class TrustsEverybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private final Path certificate;
    private final Path key;
    private final SSLContext context;

    /** Makes one with openssl, P-256. */
    TlsIdentity(Path folder) throws IOException {
        certificate = folder.resolve("certificate.pem");
        key = folder.resolve("key.pem");
        Path store = folder.resolve("store.p12");
        Command.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "30",
                "-keyout", key.toString(), "-out", certificate.toString());
        Command.run("openssl", "pkcs12", "-export", "-passout", "pass:bench", "-in", certificate.toString(),
                "-inkey", key.toString(), "-out", store.toString());
        try (InputStream octets = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(octets, "bench".toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, "bench".toCharArray());
            context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), new TrustManager[] {new TrustsEverybody()}, new SecureRandom());
        } catch (GeneralSecurityException failure) {
            throw new BenchmarkFailure("The certificate cannot be used (" + failure.getMessage() + "): is openssl whole?");
        }
    }

    Path certificate() {
        return certificate;
    }

    Path key() {
        return key;
    }

    SSLSocket server(Socket socket) throws IOException {
        SSLSocket encrypted = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        encrypted.setUseClientMode(false);
        return encrypted;
    }

    SSLSocket client(Socket socket) throws IOException {
        SSLSocket encrypted =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        encrypted.setUseClientMode(true);
        return encrypted;
    }
}
