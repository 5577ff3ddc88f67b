package org.sealpost.keys;

import java.net.InetAddress;

/** Who may take and restore a backup of every key, of those who have the API's token. */
public enum BackupAccess {
    /** Nobody. */
    OFF,
    /** Whoever is on the same machine and comes through no proxy. */
    LOOPBACK,
    /** Everyone. */
    ANYWHERE;

    /**
     * Whether a call may.
     *
     * @param from the other end of its connection
     * @param forwarded whether it says that it came through a proxy, behind which anyone may be
     */
    public boolean allows(InetAddress from, boolean forwarded) {
        return switch (this) {
            case OFF -> false;
            case LOOPBACK -> from.isLoopbackAddress() && !forwarded;
            case ANYWHERE -> true;
        };
    }
}
