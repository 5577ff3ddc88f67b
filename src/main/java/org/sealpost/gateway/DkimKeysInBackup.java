package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.List;
import org.sealpost.dkim.DkimKeys;
import org.sealpost.keys.ClosedKey;
import org.sealpost.keys.FurtherKeys;

/** The keys for DKIM, which stand in the backup of all keys. */
@Singleton
final class DkimKeysInBackup implements FurtherKeys {

    private final DkimKeys keys;

    DkimKeysInBackup(DkimKeys keys) {
        this.keys = keys;
    }

    @Override
    public List<ClosedKey> closed() {
        return keys.closed().stream()
                .map(one -> new ClosedKey(one.practice(), one.id()))
                .toList();
    }
}
