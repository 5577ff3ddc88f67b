package org.sealpost.practice;

import java.security.SecureRandom;

/**
 * A new password: 24 characters of 32, so 120 random bits, in groups that a person can copy. It is ASCII, so that every
 * client sends the same octets.
 */
final class GeneratedPassword {

    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 6;
    private static final int GROUP = 4;

    private GeneratedPassword() {}

    static char[] next() {
        SecureRandom random = new SecureRandom();
        char[] password = new char[GROUPS * (GROUP + 1) - 1];
        for (int i = 0; i < password.length; i++) {
            password[i] = i % (GROUP + 1) == GROUP ? '-' : ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return password;
    }
}
