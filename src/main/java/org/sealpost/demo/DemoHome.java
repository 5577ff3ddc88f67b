package org.sealpost.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the demonstration. Everything in it is made when it is missing, so that a second run goes on with it. */
final class DemoHome {

    private final Path folder;

    private DemoHome(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder, readable by its owner only, and writes the rules into it unless they are there: whoever changed
     * them to try something keeps the change.
     *
     * @throws DemoFailure when it cannot be written
     */
    static DemoHome prepare(Path wanted) throws DemoFailure {
        Path folder = wanted.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            DemoHome home = new DemoHome(folder);
            if (!Files.exists(home.rules())) {
                home.write(home.rules(), new DemoResource("rules.yaml").text());
            }
            return home;
        } catch (IOException unwritable) {
            throw new DemoFailure(
                    "The folder " + folder
                            + " cannot be written: make it writable, or set SEALPOST_HOME to another one.",
                    unwritable);
        }
    }

    Path folder() {
        return folder;
    }

    Path rules() {
        return folder.resolve("rules.yaml");
    }

    Path log() {
        return folder.resolve("sealpost.log");
    }

    /** The API's token, which the gateway makes at its first start. */
    Path token() {
        return folder.resolve("admin.token");
    }

    /** A PEM file of certificates, or of a certificate with its key. */
    Path pem(String name) {
        return folder.resolve("certificates").resolve(name + ".pem");
    }

    /** Writes a file for its owner only, beside and then into its place, so that no half of it is ever there. */
    void write(Path file, String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path beside = Files.createTempFile(
                parent, ".new", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
