package org.sealpost.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A file name that is safe to save under: without folders, control and direction-changing characters, leading dots and
 * what file systems forbid.
 */
record DownloadName(String value) {

    private static final int MAX_LENGTH = 120;

    /** Makes a sender's file name safe. */
    static DownloadName of(String untrusted, String otherwise) {
        String name = Normalizer.normalize(untrusted, Normalizer.Form.NFC).replace('\\', '/');
        name = name.substring(name.lastIndexOf('/') + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "")
                .replaceAll("[<>:\"|?*;%]", "_")
                .strip()
                .replaceAll("^[.\\s]+|[.\\s]+$", "");
        return new DownloadName(name.isEmpty() ? otherwise : shortened(name));
    }

    /** The header field's value (RFC 6266; the second name in the encoding of RFC 8187). */
    String contentDisposition() {
        String ascii =
                value.replaceAll("[^\\x20-\\x7e]", "_").replace("\"", "_").replace("\\", "_");
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }

    @Override
    public String toString() {
        return value;
    }

    /** Keeps the end, for it says which program opens the file. */
    private static String shortened(String name) {
        if (name.codePointCount(0, name.length()) <= MAX_LENGTH) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String end = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        return name.substring(0, name.offsetByCodePoints(0, MAX_LENGTH - end.length())) + end;
    }
}
