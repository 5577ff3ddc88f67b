package relay;

import java.io.IOException;
import java.util.Map;

/** A relay under test, running. */
interface Relay extends AutoCloseable {

    /** As the tables call it. */
    String name();

    /** Where it takes mail. */
    int port();

    /** How many messages it is sent where another relay is sent so many: fewer, if it is so slow. */
    default int share(int messages) {
        return messages;
    }

    /** Everything that it runs. */
    ProcessTree processes();

    /** What its promise to keep what it accepted rests on. */
    Map<String, String> durability() throws IOException;

    /** Tries at once whatever waits in its queue. */
    void flush() throws IOException;

    @Override
    void close();
}
