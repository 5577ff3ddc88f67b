package relay;

import java.io.IOException;
import java.nio.file.Path;

/** What relays need that encrypt for their recipients, and what the benchmark needs that reads it. */
public interface Encrypting {

    /** A PEM file of the authority under which all recipients' certificates stand. */
    Path authority();

    /** A PEM file of what that authority has revoked: nothing, but without it nobody would know. */
    Path revocationList();

    /** A folder that everybody may read, with a PEM file for each recipient: {@code ADDRESS.pem}. */
    Path certificates();

    /**
     * Decrypts as the recipient.
     *
     * @return what was encrypted: header and body
     * @throws IOException when it cannot be read
     */
    byte[] open(String recipient, byte[] message) throws IOException;
}
