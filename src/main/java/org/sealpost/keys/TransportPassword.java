package org.sealpost.keys;

import java.security.SecureRandom;

/**
 * The password of a file that goes to a person by one way while the password goes by another: 24 characters of 32, so 120
 * random bits, in groups that can be read out on the telephone.
 */
final class TransportPassword {

    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 6;
    private static final int GROUP = 4;

    private TransportPassword() {}

    static String next() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * (GROUP + 1) - 1; i++) {
            password.append(i % (GROUP + 1) == GROUP ? '-' : ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
