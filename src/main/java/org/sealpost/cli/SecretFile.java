package org.sealpost.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files with keys in them: readable by their owner only, and never written over another. */
final class SecretFile {

    private SecretFile() {}

    static void write(Path file, byte[] octets) throws GatewayException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, octets);
        } catch (FileAlreadyExistsException there) {
            throw new GatewayException("There is a file " + file + " already, and it stays: name another.");
        } catch (IOException failure) {
            throw new GatewayException("The file " + file + " cannot be written: name one in a writable folder.");
        }
    }

    /** Asked before a call whose answer is given once. */
    static void refuseExisting(Path file) throws GatewayException {
        if (Files.exists(file)) {
            throw new GatewayException("There is a file " + file + " already, and it stays: name another.");
        }
    }

    static byte[] read(Path file) throws GatewayException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException missing) {
            throw new GatewayException("There is no readable file " + file + ".");
        }
    }
}
