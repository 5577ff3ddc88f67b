package smime;

import java.io.IOException;
import java.nio.file.Path;

/** One way to make S/MIME text of one message for one recipient, ready to be measured. */
interface Encryption extends AutoCloseable {

    /** As tables call it. */
    String name();

    /**
     * Encrypts the message so many times.
     *
     * @return nanoseconds of CPU time for all of them
     */
    long encrypt(int times) throws IOException;

    /** Writes what it makes of the message. */
    void write(Path file) throws IOException;

    @Override
    void close() throws IOException;
}
