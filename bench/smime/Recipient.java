package smime;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/** Whom messages are encrypted for. */
sealed interface Recipient permits OpensslRecipient, MlKemRecipient {

    KeyKind kind();

    X509Certificate certificate();

    /** Decrypts a message with a reader that is not ours. */
    byte[] open(Path message) throws IOException;

    /** Makes one, with a key of its own. */
    static Recipient make(KeyKind kind, Path folder) throws IOException {
        return kind == KeyKind.ML_KEM_768 ? MlKemRecipient.make() : OpensslRecipient.make(kind, folder);
    }
}
