package org.sealpost.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of everything embedded, held by one process at a time. The lock is the operating system's, so that it
 * dies with the process however that ends: who holds it may stop whatever an earlier process left running.
 */
public final class HomeFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private HomeFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the folder if it is missing, readable by its owner only, and locks it.
     *
     * @throws EmbeddedServiceException when it cannot be written or another process holds it
     */
    public static HomeFolder lock(Path folder) throws EmbeddedServiceException {
        Path named = folder.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(named, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(named);
                Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rwx------"));
            }
            // The system tells of a program by its real path, and by that an orphan of ours is known.
            Path path = named.toRealPath();
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            return new HomeFolder(path, channel, lock);
        } catch (IOException failure) {
            throw new EmbeddedServiceException(
                    "The home folder " + named + " cannot be used ("
                            + failure.getClass().getSimpleName()
                            + "): make it writable for this user, or set sealpost.home to another folder.",
                    failure);
        } catch (OverlappingFileLockException held) {
            throw new EmbeddedServiceException(
                    "Another Sealpost is running with the home folder " + named
                            + ": stop it, or set sealpost.home to another folder.",
                    held);
        }
    }

    /** The folder, absolute and without symbolic links. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new OverlappingFileLockException();
        }
        return lock;
    }
}
