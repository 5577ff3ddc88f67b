package org.sealpost.admin;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.sealpost.keys.BackupAccess;
import org.sealpost.keys.KeySettings;

/** Which calls may take every key of the installation along. The token alone is not enough: it is copied easily. */
@Singleton
final class BackupCalls {

    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "Via");

    private final BackupAccess access;

    BackupCalls(KeySettings settings) {
        this.access = settings.backup();
    }

    /** @throws Refusal when this call may not */
    void check(HttpServerRequest call) {
        boolean forwarded = FORWARDED.stream().anyMatch(call.headers()::contains);
        if (!access.allows(address(call), forwarded)) {
            throw Refusal.forbidden(
                    access == BackupAccess.OFF
                            ? "Backups are switched off: set sealpost.keys.backup to take or restore one."
                            : "Keys are backed up and restored from the gateway's own machine only: call it there by its"
                                    + " loopback address, or set sealpost.keys.backup.");
        }
    }

    private static InetAddress address(HttpServerRequest call) {
        try {
            return InetAddress.getByName(call.remoteAddress().hostAddress());
        } catch (UnknownHostException neverOfAnAddress) {
            throw new IllegalStateException(neverOfAnAddress);
        }
    }
}
