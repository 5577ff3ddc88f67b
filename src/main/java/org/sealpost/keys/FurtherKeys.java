package org.sealpost.keys;

import java.util.List;

/** Keys that another part of Sealpost keeps in rows of its own, and that are in the same backup. */
public interface FurtherKeys {

    /** Those of every practice that do not open, as the database has them in the caller's transaction. */
    List<ClosedKey> closed();
}
