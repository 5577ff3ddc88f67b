package org.sealpost.practice;

/**
 * An account whose password was just made.
 *
 * @param password shown this once: nothing keeps it
 */
public record NewAccount(Account account, char[] password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "NewAccount[" + account.id() + "]";
    }
}
