package smime;

import java.util.List;

/** Kinds of recipients' keys that are measured. */
enum KeyKind {
    RSA_2048("RSA-2048", "rsa:2048"),
    RSA_3072("RSA-3072", "rsa:3072"),
    P_256("P-256", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
    ML_KEM_768("ML-KEM-768");

    private final String title;
    private final List<String> newKey;

    KeyKind(String title, String... newKey) {
        this.title = title;
        this.newKey = List.of(newKey);
    }

    /** As tables call it. */
    String title() {
        return title;
    }

    /** What {@code openssl req -newkey} is told; nothing where OpenSSL 3.0 does not know the kind. */
    List<String> newKey() {
        return newKey;
    }
}
