package smime;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeEncryptor;
import org.sealpost.smime.SmimeException;

/** The gateway's own, called as its station <i>protect</i> calls it: parsed message in, message for the next hop out. */
final class InGateway implements Encryption {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SmimeEncryptor encryptor = new SmimeEncryptor();
    private final RawMessage message;
    private final List<X509Certificate> recipients;

    /** So that nothing is encrypted for nothing. */
    private long octets;

    InGateway(RawMessage message, Recipient recipient) {
        this.message = message;
        this.recipients = List.of(recipient.certificate());
    }

    @Override
    public String name() {
        return "Sealpost";
    }

    @Override
    public long encrypt(int times) throws IOException {
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            octets += encrypted().size();
        }
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    @Override
    public void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            encrypted().writeTo(out);
        }
    }

    private RawMessage encrypted() throws IOException {
        try {
            return encryptor.encrypt(message, recipients);
        } catch (SmimeException fault) {
            throw new IOException(fault);
        }
    }

    /** Octets of everything that was made. */
    long octets() {
        return octets;
    }

    @Override
    public void close() {}
}
