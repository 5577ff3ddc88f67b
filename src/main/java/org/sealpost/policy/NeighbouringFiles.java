package org.sealpost.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Characters;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Files that a rules or test file names. They stand in its folder or below it: what a file names must not reach other
 * places of the machine, also not by a symbolic link.
 */
final class NeighbouringFiles {

    private static final long MAX_OCTETS = 1_000_000;

    private final Path file;
    private final List<Path> named = new ArrayList<>();

    /** @param file that names them */
    NeighbouringFiles(Path file) {
        this.file = file;
    }

    /** Every file that was asked for, whether it is there or not. */
    List<Path> named() {
        return List.copyOf(named);
    }

    /** Where a name leads; nothing after an error at the name. */
    Optional<Path> find(ScalarNode name, FileErrors errors) {
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        String written = name.getValue();
        try {
            Path relative = Path.of(written);
            boolean odd = Characters.haveControl(written);
            if (odd || relative.isAbsolute() || relative.normalize().startsWith("..")) {
                errors.at(name, "`" + written + "` must be below the folder of this file, name it from there");
                return Optional.empty();
            }
            Path found = folder.resolve(relative);
            named.add(found);
            if (!Files.isRegularFile(found)) {
                errors.at(name, "there is no file `" + written + "` beside this one, make it or correct the name");
                return Optional.empty();
            }
            if (!found.toRealPath().startsWith(folder.toRealPath())) {
                errors.at(name, "`" + written + "` leads out of the folder of this file, put a copy there");
                return Optional.empty();
            }
            if (Files.size(found) > MAX_OCTETS) {
                errors.at(name, "`" + written + "` is larger than 1,000,000 octets, make it smaller");
                return Optional.empty();
            }
            return Optional.of(found);
        } catch (InvalidPathException | IOException unreadable) {
            errors.at(name, "`" + written + "` cannot be read, make it a readable file");
            return Optional.empty();
        }
    }

    /** Its octets. */
    Optional<byte[]> octets(ScalarNode name, FileErrors errors) {
        return find(name, errors).flatMap(found -> {
            try {
                return Optional.of(Files.readAllBytes(found));
            } catch (IOException unreadable) {
                errors.at(name, "`" + name.getValue() + "` cannot be read, make it a readable file");
                return Optional.empty();
            }
        });
    }

    /** Its text, which is UTF-8. */
    Optional<String> text(ScalarNode name, FileErrors errors) {
        return octets(name, errors).flatMap(octets -> {
            CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
            ByteBuffer in = ByteBuffer.wrap(octets);
            CharBuffer text = CharBuffer.allocate(octets.length);
            CoderResult result = decoder.decode(in, text, true);
            if (result.isError()) {
                String before = new String(octets, 0, in.position(), StandardCharsets.UTF_8);
                int line = 1 + (int) before.chars().filter(one -> one == '\n').count();
                errors.in(found(name), line, 1, "this line is not UTF-8 text, save the file as UTF-8");
                return Optional.empty();
            }
            return Optional.of(text.flip().toString());
        });
    }

    /** How errors name that file. */
    String found(ScalarNode name) {
        return Optional.ofNullable(file.getParent())
                .map(folder -> folder.resolve(name.getValue()).toString())
                .orElse(name.getValue());
    }
}
