package relay;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a relay sends everything on.
 *
 * @param trust the certificate by which it is verified; none: no TLS at all
 */
record NextHop(int port, Optional<Path> trust) {}
