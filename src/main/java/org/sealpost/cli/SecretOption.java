package org.sealpost.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A passphrase that a command needs: out of a file, the environment, or typed unseen. It is no argument, because every user
 * of a machine can read the arguments of its programs.
 */
final class SecretOption {

    /** Where it may stand. */
    static final String VARIABLE = "SEALPOST_PASSPHRASE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "A file whose first line is the passphrase; else SEALPOST_PASSPHRASE, else it is asked for.")
    private @Nullable Path file;

    /**
     * The passphrase.
     *
     * @param prompt what is asked for
     * @param twice whether it is asked for again, so that no slip makes a file that nobody opens
     */
    String read(Map<String, String> environment, String prompt, boolean twice) throws GatewayException {
        Path from = file;
        if (from != null) {
            try {
                return Files.readString(from).lines().findFirst().orElse("");
            } catch (IOException unreadable) {
                throw new GatewayException("There is no readable file " + from + ".");
            }
        }
        Optional<String> given = Optional.ofNullable(environment.get(VARIABLE));
        if (given.isPresent()) {
            return given.get();
        }
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new GatewayException(
                    "The passphrase is missing: give --passphrase-file, or set " + VARIABLE + " in the environment.");
        }
        String typed = ask(console, prompt);
        if (twice && !typed.equals(ask(console, prompt + " (again)"))) {
            throw new GatewayException("The two passphrases differ: try again.");
        }
        return typed;
    }

    private static String ask(Console console, String prompt) {
        char[] typed = console.readPassword("%s: ", prompt);
        return typed == null ? "" : new String(typed);
    }
}
