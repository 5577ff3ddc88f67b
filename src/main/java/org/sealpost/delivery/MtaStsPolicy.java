package org.sealpost.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a domain demands of whoever sends to it (RFC 8461 section 3.2).
 *
 * @param exchangers host names, or {@code *.} and a domain
 * @param maxAge for how long it holds
 */
record MtaStsPolicy(Mode mode, List<String> exchangers, Duration maxAge) {

    /** What to do with a server that does not prove that it is one of the exchangers. */
    enum Mode {
        /** Not to deliver to it. */
        ENFORCE,
        /** To deliver all the same. */
        TESTING,
        /** There is no policy any more. */
        NONE
    }

    private static final long LONGEST = 31_557_600;
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    MtaStsPolicy {
        exchangers = List.copyOf(exchangers);
    }

    /** Reads a policy; nothing when it is none. Of a field that stands twice the first counts, unknown ones are passed over. */
    static Optional<MtaStsPolicy> parse(String text) {
        Map<String, String> fields = new HashMap<>();
        List<String> exchangers = new ArrayList<>();
        for (String line : text.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                if (!line.isBlank()) {
                    return Optional.empty();
                }
                continue;
            }
            String name = line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            if (name.equals("mx")) {
                exchangers.add(value.toLowerCase(Locale.ROOT));
            } else {
                fields.putIfAbsent(name, value);
            }
        }
        Optional<Mode> mode = mode(fields.getOrDefault("mode", ""));
        String age = fields.getOrDefault("max_age", "");
        boolean wellFormed = fields.getOrDefault("version", "").equals("STSv1")
                && mode.isPresent()
                && age.matches("[0-9]{1,10}")
                && exchangers.stream().allMatch(one -> HOST.matcher(one).matches())
                && (mode.get() == Mode.NONE || !exchangers.isEmpty());
        return wellFormed
                ? Optional.of(new MtaStsPolicy(
                        mode.get(), exchangers, Duration.ofSeconds(Math.min(LONGEST, Long.parseLong(age)))))
                : Optional.empty();
    }

    /** Section 4.1: a wildcard stands for exactly one label. */
    boolean lists(String host) {
        int dot = host.indexOf('.');
        String parent = dot < 0 ? "" : "*" + host.substring(dot);
        return exchangers.stream().anyMatch(one -> one.equals(host) || one.equals(parent));
    }

    private static Optional<Mode> mode(String text) {
        return switch (text) {
            case "enforce" -> Optional.of(Mode.ENFORCE);
            case "testing" -> Optional.of(Mode.TESTING);
            case "none" -> Optional.of(Mode.NONE);
            default -> Optional.empty();
        };
    }
}
