package org.sealpost.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sealpost.policy.RuleError;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;
import org.sealpost.policy.RuleTestFile;
import org.sealpost.policy.RulesText;

/** Reads a rules file that was named on the command line, and says in one line each what is wrong with it. */
record RulesFileOnDisk(Path file) {

    /** Whether it is a test file and no rules file, as far as it can be read. */
    boolean isOfTests() {
        try {
            return RuleTestFile.isOne(file, Files.readString(file));
        } catch (IOException unreadable) {
            // What is wrong is said where the file is read.
            return false;
        }
    }

    /** The rules; nothing after the errors were written. */
    Optional<RuleSet> read(PrintWriter errors) {
        RulesText text;
        try {
            text = RulesText.read(file);
        } catch (NoSuchFileException missing) {
            errors.println("sealpost: There is no file " + file + "; name an existing rules file.");
            return Optional.empty();
        } catch (CharacterCodingException notUtf8) {
            errors.println("sealpost: " + file + " is not UTF-8 text; save it as UTF-8.");
            return Optional.empty();
        } catch (IOException unreadable) {
            errors.println("sealpost: " + file + " cannot be read; check that it is a file and its permissions.");
            return Optional.empty();
        }
        return switch (text.rules()) {
            case RuleSetResult.Valid(RuleSet rules) -> Optional.of(rules);
            case RuleSetResult.Invalid(List<RuleError> wrong) -> {
                wrong.forEach(errors::println);
                yield Optional.empty();
            }
        };
    }
}
