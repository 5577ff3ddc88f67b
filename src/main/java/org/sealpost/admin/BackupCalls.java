package org.sealpost.admin;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.sealpost.keys.BackupAccess;
import org.sealpost.keys.KeySettings;

/** Which calls may take every key of the installation along. The token alone is not enough: it is copied easily. */
@Singleton
final class BackupCalls {

    /** Fields, and the beginnings of fields, by which proxies say that they are one. */
    private static final List<String> FORWARDED = List.of("forwarded", "x-forwarded-", "x-real-ip", "via");

    private final BackupAccess access;

    BackupCalls(KeySettings settings) {
        this.access = settings.backup();
    }

    /** @throws Refusal when this call may not */
    void check(HttpServerRequest call) {
        if (!access.allows(address(call), isForwarded(call))) {
            throw Refusal.forbidden(
                    access == BackupAccess.OFF
                            ? "Backups are switched off: set sealpost.keys.backup to take or restore one."
                            : "Keys are backed up and restored from the gateway's own machine only: call it there by its"
                                    + " loopback address, or set sealpost.keys.backup.");
        }
    }

    private static boolean isForwarded(HttpServerRequest call) {
        return call.headers().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> FORWARDED.stream().anyMatch(name::startsWith));
    }

    private static InetAddress address(HttpServerRequest call) {
        try {
            return InetAddress.getByName(call.remoteAddress().hostAddress());
        } catch (UnknownHostException neverOfAnAddress) {
            throw new IllegalStateException(neverOfAnAddress);
        }
    }
}
