package org.sealpost.smtp.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What {@link DataDecoder} must do, written to be obviously right and not to be fast: the whole text at once. */
record SlowDataReader(Optional<String> message, boolean forbidden, int taken) {

    /** @param octets everything that a client sent after 354 */
    static SlowDataReader read(byte[] octets) {
        String sent = new String(octets, StandardCharsets.ISO_8859_1);
        String afterCommand = "\r\n" + sent;
        int end = afterCommand.indexOf("\r\n.\r\n");
        if (end < 0) {
            return new SlowDataReader(Optional.empty(), isForbidden(sent), octets.length);
        }
        String data = afterCommand.substring(2, Math.max(2, end + 2));
        StringBuilder message = new StringBuilder();
        for (String line : data.split("(?<=\r\n)", -1)) {
            message.append(line.startsWith(".") ? line.substring(1) : line);
        }
        return new SlowDataReader(Optional.of(message.toString()), isForbidden(data), end + 3);
    }

    private static boolean isForbidden(String text) {
        String rest = text.replace("\r\n", "");
        return rest.contains("\r") || rest.contains("\n") || rest.contains("\0");
    }
}
