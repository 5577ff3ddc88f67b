package org.sealpost.smtp;

/**
 * An enhanced status code (RFC 3463), such as 5.7.1.
 *
 * @param status 2 success, 4 temporary, 5 permanent
 */
public record EnhancedCode(int status, int subject, int detail) {

    /** @throws IllegalArgumentException when a part is out of range */
    public EnhancedCode {
        boolean known = status == 2 || status == 4 || status == 5;
        if (!known || subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException("not an enhanced status code");
        }
    }

    /**
     * Reads {@code 5.7.1}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static EnhancedCode parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not an enhanced status code");
        }
        return new EnhancedCode(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return status + "." + subject + "." + detail;
    }
}
