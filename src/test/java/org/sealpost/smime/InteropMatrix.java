package org.sealpost.smime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was tried with which reader, and the result: the table of docs/smime.md, and what the tests hold it to.
 *
 * @param versions of the readers, by their names
 * @param rows what was written, and who reads it
 */
record InteropMatrix(Map<String, String> versions, List<Row> rows) {

    private static final Path FILE = Path.of("src/test/resources/smime/interop.csv");

    /**
     * @param written such as {@code encrypted RSA-2048 aes-256-gcm rsa-oaep} or {@code signed P-256 clear}
     * @param reads whether a reader reads it, by its name
     */
    record Row(String written, Map<String, Boolean> reads) {

        boolean isEncrypted() {
            return written.startsWith("encrypted ");
        }

        /** The kind of the recipient's or the signer's key. */
        String key() {
            return written.split(" ", -1)[1];
        }

        /** What follows: capabilities, or the form of a signature. */
        String rest() {
            return written.split(" ", 3)[2];
        }
    }

    static InteropMatrix read() throws IOException {
        List<String[]> lines = Files.readAllLines(FILE).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(",", -1))
                .toList();
        String[] readers = lines.get(0);
        String[] versions = lines.get(1);
        Map<String, String> byName = new LinkedHashMap<>();
        for (int column = 1; column < readers.length; column++) {
            byName.put(readers[column], versions[column]);
        }
        return new InteropMatrix(
                byName, lines.stream().skip(2).map(line -> row(line, readers)).toList());
    }

    /** The table for docs/smime.md. */
    String toMarkdown() {
        StringBuilder table = new StringBuilder("| written |");
        versions.forEach((reader, version) ->
                table.append(' ').append(reader).append(' ').append(version).append(" |"));
        table.append("\n|---|").append("---|".repeat(versions.size())).append('\n');
        for (Row row : rows) {
            table.append("| ").append(row.written()).append(" |");
            versions.keySet().forEach(reader -> table.append(row.reads().get(reader) ? " reads |" : " cannot |"));
            table.append('\n');
        }
        return table.toString();
    }

    private static Row row(String[] cells, String[] readers) {
        Map<String, Boolean> reads = new LinkedHashMap<>();
        for (int column = 1; column < readers.length; column++) {
            if (!List.of("reads", "cannot").contains(cells[column])) {
                throw new IllegalArgumentException(Arrays.toString(cells));
            }
            reads.put(readers[column], cells[column].equals("reads"));
        }
        return new Row(cells[0], reads);
    }
}
